"""What this room does when it hears of something."""

from typing import Any

from .models import Occurrence
from .pages import publish_when_known
from .signals import occurrence_changed


def connect() -> None:
    """Called once, when the app is ready."""
    occurrence_changed.connect(known_now)


def known_now(*, occurrence: Occurrence, **_: Any) -> None:
    publish_when_known(occurrence=occurrence)
