import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms import clock

from ...domain.obligations import check_obligations, refresh_obligations
from ...domain.path_completions import check_completions, take_down_completions


class Command(BaseCommand):
    help = "Compute completed paths and obligations anew from roles, requirements and completed courses."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare; ends with 1 where something differs")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
            return
        completed = len(take_down_completions())
        changes = refresh_obligations(at=clock.now())
        self.stdout.write(
            f"completed paths: {completed} new; obligations: {len(changes.new)} new, "
            f"{len(changes.changed)} changed, {len(changes.gone)} gone"
        )

    def _check(self) -> None:
        paths, changes = check_completions(), check_obligations(at=clock.now())
        self.stdout.write(
            f"completed paths: {len(paths.missing)} missing, {len(paths.unfounded)} unfounded; obligations: "
            f"{len(changes.new)} missing, {len(changes.changed)} wrong, {len(changes.gone)} too many"
        )
        if paths or changes:
            sys.exit(1)
