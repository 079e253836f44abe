from typing import Any

from django.core.management.base import BaseCommand

from learning.surveys.domain.mixing import reseal_answers


class Command(BaseCommand):
    help = "Seal anonymous answers with today's SECRET_KEY. Run it before you take a key out of SECRET_KEY_FALLBACKS."

    def handle(self, *args: Any, **options: Any) -> None:
        resealed, unreadable = reseal_answers()
        self.stdout.write(f"{resealed} sealed anew, {unreadable} unreadable: their key is gone")
