from typing import Any

from django.core.management.base import BaseCommand

from cms import clock

from ...addresses import centre_did
from ...domain.keys import new_signing_key


class Command(BaseCommand):
    help = "Make a key and sign badges with it from now on. Badges signed with earlier keys go on verifying."

    def handle(self, *args: Any, **options: Any) -> None:
        key = new_signing_key(by=None, at=clock.now())
        self.stdout.write(f"{centre_did()}#{key.name} signs from now on: {key.public_key}")
