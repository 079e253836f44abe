from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms import clock
from cms.privacy.domain.retention import apply_retention
from cms.privacy.retention import all_rules


class Command(BaseCommand):
    help = "Go through what has been kept long enough (the nightly job does the same). Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Change nothing; say how many rows are due.")

    def handle(self, *args: Any, **options: Any) -> None:
        run = apply_retention(by=None, at=clock.now(), dry_run=options["dry_run"])
        self.stdout.write(f"{'rule':<26} {'days':>6} {'rows':>8}  what happens")
        for rule in all_rules():
            words = f"{rule.what}: {rule.happens}"
            self.stdout.write(f"{rule.key:<26} {rule.days:>6} {run.counts[rule.key]:>8}  {words}")
        self.stdout.write(f"{'Only counted' if run.dry_run else 'Done'}: {run.total} rows")
