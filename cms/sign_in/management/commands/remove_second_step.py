from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms import clock
from cms.people.models import User
from cms.people.models.user import canonical_email
from cms.sign_in.domain.second_factors import NoSecondFactor, remove_second_factors


class Command(BaseCommand):
    help = "Remove app, passkeys and recovery codes of somebody who has lost them: the last administrator, say."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="the e-mail address the person signs in with")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email=canonical_email(options["address"])).first()
        if person is None:
            raise CommandError("Nobody signs in with this address.")
        try:
            removed = remove_second_factors(user=person, by=None, at=clock.now())
        except NoSecondFactor:
            raise CommandError("This person has no second step.") from None
        self.stdout.write(f"Removed: {removed}. The person is signed out everywhere and has been written to.")
