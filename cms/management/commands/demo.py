"""`manage.py demo`: the same as `python -m cms.demo`, which does without Django's start-up."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Fill the demo academy and serve it with its background worker (make demo)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000")
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:
        """Become that program: the parent of web, worker and beat should weigh little."""
        command = [sys.executable, "-m", "cms.demo", "--port", options["port"], "--host", options["host"]]
        os.execv(sys.executable, command)
