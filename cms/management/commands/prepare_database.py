"""Make the database ready: write-ahead log on SQLite, then every migration, then the roles of the staff."""

import gc
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from cms import clock
from cms.people.domain.roles import set_up_roles


class Command(BaseCommand):
    help = "Switch SQLite to its write-ahead log, run the migrations, set up the staff's roles. Safe to run again."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        use_write_ahead_log()
        # Migrating builds and drops thousands of model classes that refer to each other; collecting
        # them meanwhile costs a seventh of the time, and the process ends right after.
        gc.disable()
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        set_up_roles(at=clock.now())


def use_write_ahead_log() -> None:
    """Let readers read while one writes. The file remembers it, so it is switched on here and not on every start."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
