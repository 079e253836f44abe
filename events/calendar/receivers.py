"""What calendars do when the room announces something. Ids alone go to the worker."""

from collections.abc import Iterable
from typing import Any

from ..models import Occurrence, Place
from ..signals import occurrence_changed, place_handed_over, places_confirmed, places_ended


def connect() -> None:
    """Called once, when the app is ready."""
    places_confirmed.connect(tell_of_places)
    places_ended.connect(tell_of_places)
    place_handed_over.connect(tell_former_owner)
    occurrence_changed.connect(tell_everybody)


def tell_of_places(places: Iterable[Place], **_: Any) -> None:
    from .tasks import tell_places

    tell_places.delay([place.pk for place in places])


def tell_former_owner(place: Place, **_: Any) -> None:
    """Whose place it was stands on it no more: everybody who was told is looked at."""
    from .tasks import tell_occurrence

    tell_occurrence.delay(place.occurrence_id)


def tell_everybody(occurrence: Occurrence, **_: Any) -> None:
    from .tasks import tell_occurrence

    tell_occurrence.delay(occurrence.pk)
