from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms import clock

from ...domain.keys import AlreadyWithdrawn, StillSigning, withdraw_signing_key
from ...models import SigningKey


class Command(BaseCommand):
    help = "Let a key that others may have prove nothing any more; the worker signs its badges anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, help="the number of the key: 3 for key-3")

    def handle(self, *args: Any, number: int, **options: Any) -> None:
        key = SigningKey.objects.filter(number=number).first()
        if key is None:
            raise CommandError(f"There is no key-{number}.")
        try:
            badges = withdraw_signing_key(key=key, by=None, at=clock.now())
        except StillSigning:
            raise CommandError(f"{key.name} signs today. Run new_signing_key first.") from None
        except AlreadyWithdrawn:
            raise CommandError(f"{key.name} is withdrawn already.") from None
        self.stdout.write(f"{key.name} is withdrawn. {badges} badges are being signed anew.")
