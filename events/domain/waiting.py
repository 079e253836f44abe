"""The waiting list: who is asked when there is room, and what they say.

An offer is an ordinary place in state `offered`, which holds room until the clock says no. Whatever frees a place
(`cancel`, `decline`, a bigger quota …) calls `promote` in the same transaction, so nobody new comes in between.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from cms import audit
from cms.people.models import User

from ..enums import LIVE_STATES, NoteKind, OccurrenceState, PlaceState, WaitingPolicy
from ..line import Turn, Waiter, walk
from ..models import Booking, BookingNote, Occurrence, Place
from ..office_hours import hours_later
from ..signals import places_confirmed, places_ended, places_offered, places_pending
from .moves import NotPossibleNow, announce, locked_places, move, settle
from .room import Held, hold, offer_deadline

TICK = timedelta(microseconds=1)
PROMOTING = frozenset({OccurrenceState.OPEN, OccurrenceState.CLOSED})


class ReasonMissing(Exception):
    """Whoever changes the order of the line says why."""


class OfferGone(NotPossibleNow):
    """The offer has run out, or was answered already."""


class SaidYesAlready(NotPossibleNow):
    """The offer was taken: who wants to give the place back says so, and it is no longer a no."""


# --- Whose turn it is -----------------------------------------------------------------------


@transaction.atomic
def promote(*, occurrence: Occurrence, at: datetime) -> list[Place]:
    """Offer what is free to who waits, in order; return the places offered. Nothing happens where nobody waits.

    Verbs that free room call `promote_under` with the locks they hold; this one is for the sweep and for a quota that
    has grown.
    """
    return promote_under(hold(occurrence.pk, at=at))


def promote_under(held: Held) -> list[Place]:
    """`promote`, under locks that are held, counting anew."""
    if held.occurrence.state not in PROMOTING or held.at >= held.occurrence.starts_at:
        return []
    waiting = waiting_places(held.occurrence.pk)
    if not waiting:
        return []
    held.recount()
    turn = _walk(held, line_of(waiting))
    asked = {waiter.booking for waiter in turn.asked}
    places = [place for place in waiting if place.booking_id in asked]
    _offer(held, places)
    _log_passed(turn, places, at=held.at)
    return places


def may_go_first(held: Held, needs: Mapping[int, int]) -> bool:
    """Whether somebody new may take so much of these quotas: all the line can use now is kept for it, and so is every
    quota somebody in it lacks room in.
    """
    if not held.room.waits or held.at >= held.occurrence.starts_at:
        return True
    turn = _walk(held, line_at(held.occurrence.pk))
    free = not held.room.lacking(needs) and turn.contended.isdisjoint(needs)
    held.recount()
    return free


def waiting_places(occurrence_id: int) -> list[Place]:
    """In the order of the line; the places of a booking stand together."""
    return list(_waiting(occurrence_id).select_related("booking"))


def line_at(occurrence_id: int) -> list[Waiter]:
    """`line_of` what waits now, without reading more of it: the line may be long."""
    return _line(_waiting(occurrence_id).values_list("booking_id", "category_id", "passed_over_at"))


def line_of(waiting: Iterable[Place]) -> list[Waiter]:
    """Bookings in the order of the line."""
    return _line((place.booking_id, place.category_id, place.passed_over_at) for place in waiting)


def _waiting(occurrence_id: int) -> QuerySet[Place]:
    rows = Place.objects.filter(occurrence=occurrence_id, state=PlaceState.WAITING)
    return rows.order_by("-priority", "waits_since", "booking_id", "pk")


def _line(rows: Iterable[tuple[int, int, datetime | None]]) -> list[Waiter]:
    demands: dict[int, Counter[int]] = {}
    passed_over = set()
    for booking, category, passed_over_at in rows:
        demands.setdefault(booking, Counter())[category] += 1
        if passed_over_at:
            passed_over.add(booking)
    return [Waiter(booking, demand, booking in passed_over) for booking, demand in demands.items()]


def _walk(held: Held, line: Iterable[Waiter]) -> Turn:
    return walk(line, held.room, lets_by=held.occurrence.waiting == WaitingPolicy.FITTING)


def _offer(held: Held, places: list[Place]) -> None:
    if not places:
        return
    occurrence, at = held.occurrence, held.at
    until = min(hours_later(at, occurrence.offer_hours, zone=occurrence.zone), occurrence.starts_at)
    move(places, PlaceState.OFFERED, at=at, expires_at=until, offered_at=at)
    lines = [(place, {"booking": place.booking_id}) for place in places]
    audit.record_many(lines, action="events.offer", by=None, at=at)
    announce(places_offered, places, at=at)


def _log_passed(turn: Turn, offered: list[Place], *, at: datetime) -> None:
    """Every skip leaves a line at the booking that was passed over."""
    passed = Booking.objects.in_bulk([waiter.booking for waiter in turn.passed])
    lines = [(booking, {"number": len(offered)}) for booking in passed.values()]
    if lines:
        audit.record_many(lines, action="events.pass_over", by=None, at=at)


# --- What they say --------------------------------------------------------------------------


@transaction.atomic
def accept_offer(*, booking: Booking, by: User | None, at: datetime) -> list[Place]:
    """Take the places that are offered to a booking; tickets that the staff approve wait for that now.

    Saying yes twice is as good as once. Raises OfferGone.
    """
    held = hold(booking.occurrence_id, at=at)
    places = locked_places(booking=booking.pk, state__in=LIVE_STATES)
    offered = [place for place in places if place.state == PlaceState.OFFERED]
    if not offered:
        if any(place.state in (PlaceState.CONFIRMED, PlaceState.PENDING) for place in places):
            return places
        raise OfferGone(booking.pk)
    if held.occurrence.state not in PROMOTING or at >= min(offer_deadline(place, at=at) for place in offered):
        raise OfferGone(booking.pk)
    pending = any(place.category.needs_approval for place in offered)
    move(offered, PlaceState.PENDING if pending else PlaceState.CONFIRMED, at=at)
    settle([offered[0].booking], at=at)
    audit.record(offered[0].booking, action="events.accept_offer", by=by, at=at, number=len(offered))
    announce(places_pending if pending else places_confirmed, offered, at=at)
    return offered


@transaction.atomic
def decline_offer(*, booking: Booking, by: User | None, at: datetime) -> Booking:
    """Say no; the next in the line is asked at once. Twice is as good as once. Raises SaidYesAlready, OfferGone."""
    held = hold(booking.occurrence_id, at=at)
    places = locked_places(booking=booking.pk, state=PlaceState.OFFERED)
    if not places:
        return _said_no_before(booking)
    _give_up(held, places, PlaceState.DECLINED)
    audit.record(places[0].booking, action="events.decline_offer", by=by, at=at, number=len(places))
    promote_under(held)
    return places[0].booking


def _said_no_before(booking: Booking) -> Booking:
    states = set(Place.objects.filter(booking=booking).values_list("state", flat=True))
    if not states.isdisjoint({PlaceState.CONFIRMED, PlaceState.PENDING}):
        raise SaidYesAlready(booking.pk)
    if PlaceState.DECLINED not in states:
        raise OfferGone(booking.pk)
    return booking


@transaction.atomic
def lapse_offers(*, occurrence: Occurrence, at: datetime) -> list[Place]:
    """End the offers nobody answered in time, and ask the next. A pause of their organisation gives them longer."""
    held = hold(occurrence.pk, at=at)
    late = locked_places(occurrence=occurrence.pk, state=PlaceState.OFFERED, expires_at__lte=at)
    places = [place for place in late if offer_deadline(place, at=at) <= at]
    if places:
        _give_up(held, places, PlaceState.LAPSED)
        audit.record_many([(place, {}) for place in places], action="events.lapse_offer", by=None, at=at)
    promote_under(held)
    return places


def _give_up(held: Held, places: list[Place], state: PlaceState) -> None:
    move(places, state, at=held.at)
    settle([place.booking for place in places], at=held.at)
    announce(places_ended, places, at=held.at)


# --- What staff may change ------------------------------------------------------------------


@transaction.atomic
def skip_waiting(*, booking: Booking, reason: str, by: User, at: datetime) -> list[Place]:
    """Let others by a booking for as long as it does not fit. It keeps its place in the line.

    Returns what could be offered to others by that. Raises ReasonMissing, NotPossibleNow when it does not wait.
    """
    held = hold(booking.occurrence_id, at=at)
    _change_in_line(booking, NoteKind.LET_OTHERS_BY, reason, by=by, at=at, passed_over_at=at)
    audit.record(booking, action="events.skip_waiting", by=by, at=at)
    return promote_under(held)


@transaction.atomic
def move_forward(*, booking: Booking, priority: int, reason: str, by: User, at: datetime) -> list[Place]:
    """Let a booking wait before all with a lower priority (0 is everybody's). Raises as `skip_waiting`."""
    held = hold(booking.occurrence_id, at=at)
    _change_in_line(booking, NoteKind.MOVED_FORWARD, reason, by=by, at=at, priority=priority)
    audit.record(booking, action="events.move_forward", by=by, at=at, number=priority)
    return promote_under(held)


def _change_in_line(booking: Booking, kind: NoteKind, reason: str, *, by: User, at: datetime, **values: object) -> None:
    if not reason.strip():
        raise ReasonMissing
    if not Place.objects.filter(booking=booking, state=PlaceState.WAITING).update(**values):
        raise NotPossibleNow(booking.pk)
    BookingNote.objects.create(booking=booking, kind=kind, reason=reason.strip()[:300], by=by, at=at)
