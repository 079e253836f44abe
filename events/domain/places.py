"""One place: give it back, approve it, change how somebody takes part."""

from datetime import datetime

from django.db import transaction

from cms import audit, clock
from cms.people.models import User

from ..enums import LIVE_STATES, NoteKind, OccurrenceState, PlaceMode, PlaceState
from ..models import Booking, BookingNote, Occurrence, Place, TicketCategory
from ..signals import places_confirmed, places_ended
from .admission import CategoryNotOffered, is_on_sale
from .audiences import Claim, refuse_others
from .bookings import OccurrenceFull, refuse_late_cancelling
from .bound import PlaceIsBound, bound_places
from .moves import NotPossibleNow, TooLate, announce, locked_places, move, settle
from .new_places import announce_state
from .room import Held, hold
from .waiting import may_go_first, promote_under


class PriceDiffers(Exception):
    """The other ticket costs something else, with its VAT, which staff must settle."""


class HoldRanOut(Exception):
    """The places were held too long ago, and others have them now."""


@transaction.atomic
def cancel_place(*, place: Place, by: User | None, at: datetime, staff: bool = False) -> Place:
    """Give one place back; it goes to who waits. Twice is as good as once.

    Raises PlaceIsBound where something hangs on it, TooLate unless staff do it.
    """
    held, fresh = hold_place(place, at=at)
    if fresh.state in LIVE_STATES:
        cancel_under(held, fresh, by=by, staff=staff)
    return fresh


def cancel_under(
    held: Held, place: Place, *, by: User | None, staff: bool, action: str = "events.cancel_place"
) -> None:
    """`cancel_place` of one that lives, under locks that are held; the log calls it `action`."""
    if bound_places([place.pk]):
        raise PlaceIsBound(place.pk)
    refuse_late_cancelling(held.occurrence, [place], at=held.at, staff=staff)
    _end(held, place, PlaceState.CANCELLED, action=action, by=by)


@transaction.atomic
def approve_place(*, place: Place, by: User, at: datetime) -> Place:
    """Let somebody come who asked to. Raises NotPossibleNow unless the place waits for approval and the day is held."""
    held, fresh = hold_place(place, at=at)
    if fresh.state != PlaceState.PENDING or held.occurrence.state == OccurrenceState.CANCELLED:
        raise NotPossibleNow(fresh.state)
    move([fresh], PlaceState.CONFIRMED, at=at)
    settle([fresh.booking], at=at)
    audit.record(fresh, action="events.approve", by=by, at=at, booking=fresh.booking_id)
    announce(places_confirmed, [fresh], at=at)
    return fresh


@transaction.atomic
def reject_place(*, place: Place, by: User, at: datetime, reason: str = "") -> Place:
    """Say no to somebody who asked to come. Raises NotPossibleNow unless the place waits for approval."""
    held, fresh = hold_place(place, at=at)
    if fresh.state != PlaceState.PENDING:
        raise NotPossibleNow(fresh.state)
    if reason.strip():
        note = {"kind": NoteKind.REJECTED, "reason": reason.strip()[:300]}
        BookingNote.objects.create(booking=fresh.booking, **note, by=by, at=at)
    _end(held, fresh, PlaceState.REJECTED, action="events.reject", by=by)
    return fresh


@transaction.atomic
def change_category(
    *, place: Place, category: TicketCategory, by: User | None, at: datetime, staff: bool = False
) -> Place:
    """Exchange a ticket for another of the same occurrence; room in quotas that both need is kept.

    Raises CategoryNotOffered, AudienceDiffers, PriceDiffers, PlaceIsBound and TooLate (unless staff do it),
    OccurrenceFull, NotPossibleNow.
    """
    held, fresh = hold_place(place, at=at)
    _refuse_change(held.occurrence, fresh, category, at=at, staff=staff)
    if fresh.category_id == category.pk:
        return fresh
    _take_instead(held, fresh, category)
    values = {"category": category, "mode": category.mode}
    if staff:
        values |= {"price": category.price, "vat_code": category.vat_code}
    _write(fresh, **values)
    audit.record(fresh, action="events.change_category", by=by, at=at, before=place.category_id, after=category.pk)
    announce_state([fresh], at=at)
    promote_under(held)
    return fresh


def change_mode(*, place: Place, mode: PlaceMode, by: User | None, at: datetime, staff: bool = False) -> Place:
    """Take part in the room instead of online, or the other way round: the ticket that is the same but for that.

    Raises as `change_category`; CategoryNotOffered where there is no such ticket.
    """
    own = place.category
    others = TicketCategory.objects.filter(occurrence=place.occurrence_id, mode=mode, audience=own.audience)
    category = own if own.mode == mode else others.order_by("hidden", "position", "pk").first()
    if category is None:
        raise CategoryNotOffered(mode)
    return change_category(place=place, category=category, by=by, at=at, staff=staff)


@transaction.atomic
def confirm_held(*, booking: Booking, by: User | None, at: datetime) -> list[Place]:
    """Let the held places of a booking be taken for good. When the clock ran out they are had if there still is room.

    Raises HoldRanOut. Confirming twice is as good as once.
    """
    held = hold(booking.occurrence_id, at=at)
    places = locked_places(booking=booking.pk, state=PlaceState.HELD)
    if not places:
        return locked_places(booking=booking.pk, state__in=LIVE_STATES)
    late = [place for place in places if place.expires_at and place.expires_at <= at]
    demand = {pk: sum(one.category_id == pk for one in late) for pk in {one.category_id for one in late}}
    if late and not (held.room.fits(demand) and may_go_first(held, held.room.needs(demand))):
        raise HoldRanOut(booking.pk)
    pending = any(place.category.needs_approval for place in places)
    move(places, PlaceState.PENDING if pending else PlaceState.CONFIRMED, at=at)
    settle([places[0].booking], at=at)
    audit.record(places[0].booking, action="events.confirm_held", by=by, at=at, number=len(places))
    announce_state(places, at=at)
    return places


@transaction.atomic
def expire_held(*, occurrence: Occurrence, at: datetime) -> list[Place]:
    """Tidy up held places whose time is over; by the count they held nothing since. What people wrote stays."""
    held = hold(occurrence.pk, at=at)
    places = locked_places(occurrence=occurrence.pk, state=PlaceState.HELD, expires_at__lte=at)
    if places:
        move(places, PlaceState.EXPIRED, at=at)
        settle([place.booking for place in places], at=at)
        audit.record_many([(place, {}) for place in places], action="events.expire_held", by=None, at=at)
        announce(places_ended, places, at=at)
    promote_under(held)
    return places


def hold_place(place: Place, *, at: datetime) -> tuple[Held, Place]:
    """The occurrence's locks, and the place as it is now."""
    held = hold(place.occurrence_id, at=at)
    return held, locked_places(pk=place.pk)[0]


def _end(held: Held, place: Place, state: PlaceState, *, action: str, by: User | None) -> None:
    move([place], state, at=held.at)
    settle([place.booking], at=held.at)
    audit.record(place, action=action, by=by, at=held.at, booking=place.booking_id)
    announce(places_ended, [place], at=held.at)
    promote_under(held)


def _refuse_change(
    occurrence: Occurrence, place: Place, category: TicketCategory, *, at: datetime, staff: bool
) -> None:
    if category.occurrence_id != occurrence.pk:
        raise CategoryNotOffered(category.pk)
    if place.state not in (PlaceState.CONFIRMED, PlaceState.PENDING, PlaceState.WAITING):
        raise NotPossibleNow(place.state)
    if staff:
        return
    if at >= (until := occurrence.change_until or occurrence.starts_at):
        raise TooLate(until)
    if bound_places([place.pk]):
        raise PlaceIsBound(place.pk)
    if not is_on_sale(category, None, at=at) or category.needs_approval > place.category.needs_approval:
        raise CategoryNotOffered(category.pk)
    if not costs_the_same(category, place.category):
        raise PriceDiffers(category.pk)
    if category.audience != place.category.audience:
        own = place.booking
        on, whose = clock.local_date(at), (own.organisation, own.organisation_name, own.contact, own.email)
        refuse_others([category], Claim(occurrence.pk, on, *whose))


def costs_the_same(category: TicketCategory, other: TicketCategory) -> bool:
    """With the same VAT, where there is a price."""
    return category.price == other.price and (category.is_free or category.vat_code == other.vat_code)


def _take_instead(held: Held, place: Place, category: TicketCategory) -> None:
    """Who waits goes on waiting for the other ticket. Who has a place keeps what both need, and takes the rest as
    somebody new would.
    """
    if place.state == PlaceState.WAITING:
        return
    own, other = held.room.touches.get(place.category_id, ()), held.room.touches.get(category.pk, ())
    needs = {quota: 1 for quota in other if quota not in own}
    if held.room.lacking(needs) or not may_go_first(held, needs):
        raise OccurrenceFull(held.occurrence.pk)


def _write(place: Place, **values: object) -> None:
    for name, value in values.items():
        setattr(place, name, value)
    place.save(update_fields=list(values))
