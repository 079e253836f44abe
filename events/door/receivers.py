"""What the door does when the room announces something."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from events.models import Place
from events.signals import attendance_settled, joined, places_confirmed


def connect() -> None:
    """Called once, when the app is ready."""
    places_confirmed.connect(have_a_code)
    joined.connect(went_online)
    attendance_settled.connect(ask_who_came)


def have_a_code(places: Iterable[Place], at: datetime, **_: Any) -> None:
    from .domain.check_ins import remember_codes

    remember_codes(places=places, at=at)


def went_online(place: Place, at: datetime, **_: Any) -> None:
    from .domain.presence import record_joining

    record_joining(place=place, at=at)


def ask_who_came(places: Iterable[Place], **_: Any) -> None:
    from .tasks import ask_at_occurrence

    for occurrence_id in sorted({place.occurrence_id for place in places}):
        ask_at_occurrence.delay(occurrence_id)
