"""Letting go places of people who have not come, once it has begun; giving one back that somebody claims late, and a
free one to who still waits in line.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from cms import audit
from cms.people.models import User

from ..enums import LIVE_STATES, OccurrenceState, PlaceState
from ..models import Occurrence, Place
from ..signals import places_confirmed, places_ended
from .bookings import AlreadyHasPlace, OccurrenceFull
from .moves import NotPossibleNow, announce, locked_places, move, settle
from .room import Held, hold

HELD_STATES = (OccurrenceState.OPEN, OccurrenceState.CLOSED)


class NotBegun(Exception):
    """Before it begins everybody may still come, and a free place is the waiting list's."""


class IsOver(Exception):
    """Nobody can come any more, or it was never held."""


@transaction.atomic
def release_places(*, occurrence: Occurrence, places: Collection[int], by: User, at: datetime) -> list[Place]:
    """Give up confirmed places, so that others who stand at the door can have them. Raises NotBegun, IsOver.

    Those that are no longer confirmed are left as they are.
    """
    held = _going_on(occurrence, at=at)
    released = locked_places(occurrence=held.occurrence.pk, pk__in=places, state=PlaceState.CONFIRMED)
    if released:
        move(released, PlaceState.RELEASED, at=at)
        settle([place.booking for place in released], at=at)
        audit.record_many([(place, {}) for place in released], action="events.let_go", by=by, at=at)
        announce(places_ended, released, at=at)
    return released


@transaction.atomic
def give_back(*, place: Place, by: User, at: datetime) -> Place:
    """Let somebody have the place again that was let go, if there still is room; the ticket is the same.

    Twice is as good as once. Raises NotPossibleNow for a place that was not let go, NotBegun, IsOver, OccurrenceFull,
    AlreadyHasPlace.
    """
    return _give(place, PlaceState.RELEASED, action="events.give_back", by=by, at=at)


@transaction.atomic
def give_free_place(*, place: Place, by: User, at: datetime) -> Place:
    """Let somebody who waits in line and has come have a free place: once it has begun, nobody is asked in order any
    more. Raises as `give_back` does.
    """
    return _give(place, PlaceState.WAITING, action="events.give_free_place", by=by, at=at)


def _give(place: Place, state: PlaceState, *, action: str, by: User, at: datetime) -> Place:
    held = _going_on(place.occurrence, at=at)
    fresh = locked_places(pk=place.pk)[0]
    if fresh.state == PlaceState.CONFIRMED:
        return fresh
    if fresh.state != state:
        raise NotPossibleNow(fresh.state)
    if not held.room.fits({fresh.category_id: 1}):
        raise OccurrenceFull(place.occurrence_id)
    _refuse_second(fresh)
    try:
        with transaction.atomic():
            move([fresh], PlaceState.CONFIRMED, at=at, confirmed_at=fresh.confirmed_at or at, ended_at=None)
    except IntegrityError:
        raise AlreadyHasPlace([fresh.email]) from None
    settle([fresh.booking], at=at)
    audit.record(fresh, action=action, by=by, at=at, booking=fresh.booking_id)
    announce(places_confirmed, [fresh], at=at)
    return fresh


def _going_on(occurrence: Occurrence, *, at: datetime) -> Held:
    held = hold(occurrence.pk, at=at)
    if held.occurrence.state not in HELD_STATES or at >= held.occurrence.ends_at:
        raise IsOver
    if at < held.occurrence.starts_at:
        raise NotBegun
    return held


def _refuse_second(place: Place) -> None:
    """Somebody has come on another place meanwhile."""
    others = Place.objects.filter(occurrence=place.occurrence_id, state__in=LIVE_STATES, is_assistant=False)
    others = others.exclude(pk=place.pk)
    if place.email and not place.is_assistant and others.filter(email__iexact=place.email).exists():
        raise AlreadyHasPlace([place.email])
