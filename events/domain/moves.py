"""Moving places along their table of states, and what follows for their booking. Only under `room.hold`."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal

from ..enums import LIVE_STATES, PLACE_MOVES, BookingState, PlaceState
from ..models import Booking, Place

# What a booking is, once none of its places lives.
GIVEN_BACK = frozenset({PlaceState.CANCELLED, PlaceState.DECLINED, PlaceState.REJECTED, PlaceState.RELEASED})


class NotPossibleNow(Exception):
    """The place is no longer in a state from which this could be done: somebody was first, or a clock was."""


class TooLate(Exception):
    """The day until which people may do this themselves is over; staff still can."""


def locked_places(**wanted: Any) -> list[Place]:
    """Places as they are now, in id order."""
    rows: QuerySet[Place] = Place.objects.select_for_update(of=("self",)).select_related(
        "booking", "category", "occurrence"
    )
    return list(rows.filter(**wanted).order_by("pk"))


def move(places: Sequence[Place], state: PlaceState, *, at: datetime, **values: Any) -> None:
    """Move locked places, all or none. Raises NotPossibleNow where the table has no such move."""
    if any(state not in PLACE_MOVES.get(place.state, ()) for place in places):
        raise NotPossibleNow(state)
    if state == PlaceState.CONFIRMED:
        values = {"confirmed_at": at, **values}
    elif state not in LIVE_STATES:
        values = {"ended_at": at, **values}
    if state != PlaceState.OFFERED:
        values = {"expires_at": None, "offered_at": None, **values}
    for place in places:
        place.state = state
        for name, value in values.items():
            setattr(place, name, value)
    Place.objects.filter(pk__in=[place.pk for place in places]).update(state=state, **values)


def settle(bookings: Iterable[Booking], *, at: datetime) -> None:
    """Let bookings be what their places make them."""
    once = {booking.pk: booking for booking in bookings}
    states: dict[int, set[str]] = {pk: set() for pk in once}
    for pk, state in Place.objects.filter(booking__in=once).values_list("booking_id", "state").distinct():
        states[pk].add(state)
    for pk, booking in once.items():
        _become(booking, state_by(states[pk]), at=at)


def state_by(places: set[str]) -> BookingState:
    """What places in these states make their booking."""
    if PlaceState.CONFIRMED in places:
        return BookingState.CONFIRMED
    if places & LIVE_STATES:
        return BookingState.OPEN
    return BookingState.CANCELLED if places & GIVEN_BACK or not places else BookingState.EXPIRED


def _become(booking: Booking, state: BookingState, *, at: datetime) -> None:
    if booking.state == state:
        return
    booking.state = state
    if state == BookingState.CONFIRMED:
        booking.confirmed_at = booking.confirmed_at or at
    booking.ended_at = at if state in (BookingState.CANCELLED, BookingState.EXPIRED) else None
    booking.save(update_fields=["state", "confirmed_at", "ended_at"])


def announce(signal: Signal, places: Sequence[Place], *, at: datetime) -> None:
    """Tell after commit, once for each booking, so that each gets one mail."""
    by_booking: dict[int, list[Place]] = {}
    for place in places:
        by_booking.setdefault(place.booking_id, []).append(place)
    for own in by_booking.values():
        transaction.on_commit(_telling(signal, own, at), robust=True)


def _telling(signal: Signal, places: list[Place], at: datetime) -> Callable[[], Any]:
    return lambda: signal.send_robust(Place, places=places, at=at)
