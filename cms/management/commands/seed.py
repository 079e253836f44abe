import time
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.management.base import BaseCommand

# In the order of the rooms and their apps: what stands higher needs what is below.
ROOMS = (
    "cms",
    "learning",
    "learning.requirements",
    "learning.joining",
    "learning.reports",
    "events",
    "events.networks",
    "events.programme",
    "events.door",
    "events.exhibitors",
    "events.invoicing",
    "mentoring",
)


class Command(BaseCommand):
    help = "Build the demo academy through our own verbs. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        for room in ROOMS:
            if find_spec(f"{room}.seeds"):
                started = time.monotonic()
                import_module(f"{room}.seeds").seed()
                self.stdout.write(f"{room}: {time.monotonic() - started:.1f} s")
