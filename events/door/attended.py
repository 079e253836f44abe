"""What the programme asks of the door: whether somebody came, once that is settled."""

from typing import Any

from django.db.models import QuerySet

from events.models import Occurrence, Place

from .models import Settlement
from .queries import who_came, with_attendance


def came(place: Place) -> bool | None:
    """None before it is settled. Two queries at most."""
    if not Settlement.objects.filter(occurrence=place.occurrence_id).exists():
        return None
    return bool(with_attendance(Place.objects.filter(pk=place.pk)).values_list("came", flat=True).first())


def attendees(occurrence: Occurrence) -> QuerySet[Any] | None:
    return who_came(occurrence) if Settlement.objects.filter(occurrence=occurrence).exists() else None
