"""What calendars do when the room announces something. Ids alone go to the worker."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ..models import Occurrence, Place
from ..signals import occurrence_changed, place_handed_over, places_told

# What is told of places that changes who has one.
CHANGES = frozenset({"confirmed", "ended"})


def connect() -> None:
    """Called once, when the app is ready."""
    places_told.connect(tell_of_places)
    place_handed_over.connect(tell_former_owner)
    occurrence_changed.connect(tell_everybody)


def tell_of_places(what: str, places: Sequence[Place], at: datetime, **_: Any) -> None:
    """In the background already, after their mail: the calendars of those whose places these are."""
    from .domain.mailing import bring_readers_up_to_date
    from .tasks import tell_occurrence

    occurrence = places[0].occurrence
    emails = {place.email.lower() for place in places if place.email}
    if what in CHANGES and emails and bring_readers_up_to_date(occurrence, emails=emails, at=at):
        tell_occurrence.delay(occurrence.pk)


def tell_former_owner(place: Place, **_: Any) -> None:
    """Whose place it was stands on it no more: everybody who was told is looked at."""
    from .tasks import tell_occurrence

    tell_occurrence.delay(place.occurrence_id)


def tell_everybody(occurrence: Occurrence, **_: Any) -> None:
    from .tasks import tell_occurrence

    tell_occurrence.delay(occurrence.pk)
