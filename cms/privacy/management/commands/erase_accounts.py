from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms import clock
from cms.people.models import User
from cms.privacy.domain.erasure import AlreadyErased, LastAdministrator, erase_person
from cms.privacy.enums import ErasureReason


class Command(BaseCommand):
    help = "Erase accounts by number: those the log says were erased after the backup that was restored."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("numbers", nargs="+", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        people = User.objects.in_bulk(options["numbers"])
        if missing := set(options["numbers"]) - people.keys():
            raise CommandError(f"No such account: {', '.join(map(str, sorted(missing)))}. Nothing was changed.")
        for number, person in sorted(people.items()):
            self.stdout.write(f"{number}: {_erased(person)}")


def _erased(person: User) -> str:
    try:
        erase_person(user=person, by=None, at=clock.now(), reason=ErasureReason.ASKED_CENTRE)
    except AlreadyErased:
        return "was erased already"
    except LastAdministrator:
        return "is the only administrator and was left"
    return "erased"
