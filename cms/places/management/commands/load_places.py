from typing import Any

from django.core.management.base import BaseCommand

from cms.people.enums import Country

from ...domain.loading import Loaded, load_places
from ...lists import shipped_lists

WORDS = {
    "added": "places added",
    "changed": "places changed",
    "numbers_opened": "numbers opened",
    "numbers_closed": "numbers closed",
    "names": "other names changed",
}


class Command(BaseCommand):
    help = "Load counties and municipalities of Norway and Sweden. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        for places in shipped_lists():
            self.stdout.write(f"{Country(places.country).name.title()}: {_in_words(load_places(places))}")


def _in_words(loaded: Loaded) -> str:
    changes = ", ".join(f"{count} {WORDS[name]}" for name, count in loaded.changes.items())
    return f"{loaded.municipalities} municipalities in {loaded.counties} counties; {changes or 'nothing changed'}."
