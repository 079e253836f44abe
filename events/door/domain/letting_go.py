"""Letting go the places of those who have not come, so that people without a booking can have them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from cms import audit
from cms.people.models import User
from events.domain.bookings import AlreadyHasPlace, OccurrenceFull
from events.domain.moves import locked_places
from events.domain.releasing import give_back, release_places
from events.domain.room import hold, room_of
from events.enums import Audience, PlaceMode, PlaceState
from events.models import Occurrence, Place

from ..queries import with_attendance

# Who has something to do there comes in by other doors.
OURS = (Audience.SPEAKER, Audience.EXHIBITOR)


@dataclass(frozen=True)
class Consequences:
    """Who would lose the place, and how many would be free then; None where nothing is limited."""

    places: list[Place]
    free_now: int | None
    free_then: int | None


def consequences_of(occurrence: Occurrence, *, at: datetime) -> Consequences:
    places = list(absent(occurrence).select_related("organisation", "booking__organisation", "category"))
    room = room_of(occurrence, at=at)
    categories = list(occurrence.categories.values_list("pk", flat=True))
    before = room.least_free(categories)
    for place in places:
        room.give_back({place.category_id: 1})
    return Consequences(places, before, room.least_free(categories))


def absent(occurrence: Occurrence) -> QuerySet[Place]:
    """Places in the room whose people have not come, by name. An assistant's stays while the person is there."""
    rows = with_attendance(Place.objects.filter(occurrence=occurrence, state=PlaceState.CONFIRMED))
    with_them = rows.filter(came=True, email__iexact=OuterRef("email")).exclude(email="")
    absent_ones = rows.filter(came=False, mode=PlaceMode.ROOM).exclude(category__audience__in=OURS)
    return absent_ones.exclude(Exists(with_them), is_assistant=True).order_by("name", "pk")


def let_go(occurrence: Occurrence) -> QuerySet[Place]:
    """Places that were let go since it began, the first first."""
    rows = Place.objects.filter(occurrence=occurrence, state=PlaceState.RELEASED)
    return rows.filter(ended_at__gte=F("occurrence__starts_at")).order_by("ended_at", "pk")


@transaction.atomic
def let_go_absent(*, occurrence: Occurrence, seen: Iterable[int], by: User, at: datetime) -> list[Place]:
    """Let go the places that were shown; whoever has come in since keeps theirs. Raises NotBegun, IsOver.

    The rows are locked before they are asked again: a door that checks somebody in just now was first, or comes after
    and says that the place is gone.
    """
    hold(occurrence.pk, at=at)
    shown = [place.pk for place in locked_places(occurrence=occurrence.pk, pk__in=list(seen))]
    still = list(absent(occurrence).filter(pk__in=shown).values_list("pk", flat=True))
    released = release_places(occurrence=occurrence, places=still, by=by, at=at)
    audit.record(occurrence, action="door.let_go", by=by, at=at, number=len(released))
    return released


def undo_letting_go(*, occurrence: Occurrence, by: User, at: datetime) -> tuple[int, int]:
    """Give back all that were let go, as far as there still is room; say how many, and how many could not be.

    Each is a transaction of its own: what has been given back stays so. Raises NotBegun, IsOver.
    """
    done = failed = 0
    for place in let_go(occurrence).select_related("occurrence"):
        try:
            give_back(place=place, by=by, at=at)
            done += 1
        except (OccurrenceFull, AlreadyHasPlace):
            failed += 1
    if done:
        audit.record(occurrence, action="door.give_back", by=by, at=at, number=done)
    return done, failed
