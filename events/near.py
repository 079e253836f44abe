"""What is to come by distance from a municipality, as the crow flies. No map, and nobody's position is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import inf
from typing import Any

from django.db.models import QuerySet

from cms.people.queries import organisation_acted_for
from cms.places.distance import great_circle_km
from cms.places.models import Municipality

from .enums import Mode
from .faces import faces_of, with_place
from .models import Occurrence


@dataclass(frozen=True)
class Found:
    """`kilometres` is None online, and where nobody has said in which municipality it is."""

    pk: int
    kilometres: int | None
    is_online: bool


def municipality_of(user: Any, *, on: date) -> Municipality | None:
    """That of the organisation a person acts for; None where nobody is signed in. Two queries."""
    if not user.is_authenticated:
        return None
    organisation = organisation_acted_for(user, on=on)
    return organisation.municipality if organisation else None


def by_distance(occurrences: QuerySet[Occurrence], here: Municipality) -> list[Found]:
    """The nearest first, and of those as near the soonest; then what is online, then what has no known place."""
    rows = occurrences.values_list("pk", "mode", "municipality_id", "municipality__latitude", "municipality__longitude")
    found = [_found(here, *row) for row in rows]
    # The rows come by day, and sorting keeps that order among equals.
    return sorted(found, key=lambda one: (inf if one.kilometres is None else one.kilometres, not one.is_online))


def _found(
    here: Municipality, pk: int, mode: str, municipality: int | None, latitude: float | None, longitude: float | None
) -> Found:
    if mode == Mode.ONLINE:
        return Found(pk, None, True)
    if municipality == here.pk:
        return Found(pk, 0, False)
    if here.latitude is None or here.longitude is None or latitude is None or longitude is None:
        return Found(pk, None, False)
    return Found(pk, round(great_circle_km((here.latitude, here.longitude), (latitude, longitude))), False)


def rows_of(found: Sequence[Found], *, at: datetime) -> list[dict[str, Any]]:
    """Faces of these, with their distance, in the same order."""
    occurrences = with_place().in_bulk([one.pk for one in found])
    shown = [one for one in found if one.pk in occurrences]
    faces = faces_of([occurrences[one.pk] for one in shown], at=at)
    return [{"face": face, "distance": one} for one, face in zip(shown, faces, strict=True)]
