"""Booking places, and giving a whole booking back."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.db.models.functions import Lower

from cms import audit
from cms.people.models import Organisation, User

from ..codes import new_reference, token_hash, token_of
from ..enums import LIVE_STATES, BookingState, PlaceState, WaitingPolicy
from ..models import Booking, Occurrence, Place, Question, TicketCategory
from ..signals import places_ended
from .admission import (
    AlreadyHasPlace,
    CategoryNotOffered,
    NotOpen,
    WrongNumber,
    offered,
    refuse_closed,
    refuse_other_audiences,
    refuse_twice,
)
from .answers import Sorted, keep_answers, sort_answers
from .moves import TooLate, announce, locked_places, move, settle, state_by
from .new_places import announce_state, write_places
from .orders import ORDINARY, Contact, Order, Terms, Wanted
from .room import Held, hold
from .vouchers import take_voucher, use_voucher
from .waiting import TICK, may_go_first, promote_under

# `book` raises them.
__all__ = ["AlreadyHasPlace", "CategoryNotOffered", "NotOpen", "WrongNumber"]


class OccurrenceFull(Exception):
    """There is no room, and no waiting list."""


class WaitingListFull(Exception):
    """Nor is there room in the waiting list."""


class FormUsedAlready(Exception):
    """The form has been sent before, by somebody else or for something else."""


class InvoiceDetailsMissing(Exception):
    """Who is to pay cannot be invoiced like this: `fields` are what to mend."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        super().__init__(*fields)
        self.fields = dict(fields)


# Of a booking that is over.
ENDED = frozenset({BookingState.CANCELLED, BookingState.EXPIRED})

# Called in the transaction of a new booking, once its rows are written, with `booking`, `places`, `extras` and `at`.
# Rooms above write rows of their own here, or refuse the whole by raising (InvoiceDetailsMissing).
CONFIRMATION_CHECKS: list[Callable[..., None]] = []


def book(
    *,
    occurrence: Occurrence,
    wanted: Sequence[Wanted],
    contact: Contact,
    idempotency_key: UUID,
    organisation: Organisation | None = None,
    voucher_code: str = "",
    by: User | None,
    at: datetime,
    staff: bool = False,
    terms: Terms = ORDINARY,
) -> Booking:
    """Book places, all of a booking together: they are confirmed, wait for approval, or go on the waiting list.

    The same form sent twice is one booking. What is returned carries `token`, the secret of its links. Staff may book
    while sign-up is closed, hidden tickets, and at the door until the end.

    Raises NotOpen, CategoryNotOffered, AudienceDiffers, WrongNumber, VoucherNotGood, AlreadyHasPlace, OccurrenceFull,
    WaitingListFull, AnswerMissing, AnswerNotGood, ConsentMissing, FormUsedAlready, InvoiceDetailsMissing.
    """
    order = Order(
        occurrence_id=occurrence.pk,
        wanted=tuple(wanted),
        contact=contact,
        idempotency_key=idempotency_key,
        organisation=organisation,
        voucher_code=voucher_code,
        by=by,
        at=at,
        staff=staff,
        terms=terms,
    )
    try:
        with transaction.atomic():
            booking = _book(order)
    except IntegrityError as error:
        raise _refusal(error, order) from None
    booking.token = token_of(booking)  # type: ignore[attr-defined]
    return booking


def _book(order: Order) -> Booking:
    held = hold(order.occurrence_id, at=order.at)
    if earlier := Booking.objects.filter(idempotency_key=order.idempotency_key).first():
        return _same(earlier, order)
    refuse_closed(held.occurrence, order)
    voucher = take_voucher(order.voucher_code, occurrence=held.occurrence, at=order.at)
    categories = offered(order, voucher)
    refuse_other_audiences(order, categories, voucher)
    answers = _sorted_answers(order)
    refuse_twice(order)
    state = _state(held, order, categories)
    booking = _write_booking(held.occurrence, order, state)
    places = write_places(booking, order, categories, voucher, state, waits_since=_waits_since(held, order, state))
    answered = [(place, own) for place, own in zip(places, answers, strict=True) if own.plain or own.sensitive]
    keep_answers(answered, occurrence=held.occurrence, by=order.by, at=order.at)
    if voucher:
        use_voucher(voucher, places, at=order.at)
    for check in CONFIRMATION_CHECKS:
        check(booking=booking, places=places, extras=order.terms.extras, at=order.at)
    audit.record(booking, action="events.book", by=order.by, at=order.at, state=str(state), number=len(places))
    announce_state(places, at=order.at)
    if state == PlaceState.WAITING and held.room.fits(order.demand):
        promote_under(held)
    return booking


def _same(earlier: Booking, order: Order) -> Booking:
    """Sent once more it is the booking it was. With another number, or once that has ended, it is something else."""
    if earlier.occurrence_id != order.occurrence_id or earlier.email.lower() != order.contact.email.strip().lower():
        raise FormUsedAlready
    if earlier.state in ENDED or earlier.places.filter(state__in=LIVE_STATES).count() != order.demand.total():
        raise FormUsedAlready
    return earlier


def _sorted_answers(order: Order) -> list[Sorted]:
    """Answers in the order of places. Who is not named yet has answered nothing."""
    questions = list(Question.objects.filter(occurrence=order.occurrence_id))
    people = [person for one in order.wanted for person in one.people]
    return [
        sort_answers(
            questions,
            one.answers,
            consents=one.consents,
            whole=one.is_somebody and not one.is_assistant and not order.staff,
        )
        for one in people
    ]


def _state(held: Held, order: Order, categories: Mapping[int, TicketCategory]) -> PlaceState:
    """What the places of the booking become. Nobody new goes before somebody who waits."""
    if not held.room.fits(order.demand) or not may_go_first(held, held.room.needs(order.demand)):
        return _wait_or_refuse(held.occurrence, order)
    if order.terms.held_until:
        return PlaceState.HELD
    if any(one.needs_approval for one in categories.values()) and not order.staff:
        return PlaceState.PENDING
    return PlaceState.CONFIRMED


def _wait_or_refuse(occurrence: Occurrence, order: Order) -> PlaceState:
    if occurrence.waiting == WaitingPolicy.NONE or not order.terms.may_wait or order.at >= occurrence.starts_at:
        raise OccurrenceFull(occurrence.pk)
    return PlaceState.WAITING


def _waits_since(held: Held, order: Order, state: PlaceState) -> datetime | None:
    """Its moment in the line: after everybody who waits already, whatever clock of which machine said so.

    Raises WaitingListFull.
    """
    if state != PlaceState.WAITING:
        return None
    waiting = Place.objects.filter(occurrence=held.occurrence, state=PlaceState.WAITING)
    there = waiting.aggregate(number=Count("pk"), last=Max("waits_since"))
    longest = held.occurrence.longest_waiting
    if longest is not None and there["number"] + order.demand.total() > longest:
        raise WaitingListFull(held.occurrence.pk)
    return max(order.at, there["last"] + TICK) if there["last"] else order.at


def _write_booking(occurrence: Occurrence, order: Order, state: PlaceState) -> Booking:
    contact = order.contact
    booking = Booking(
        reference=new_reference(),
        occurrence=occurrence,
        contact=contact.user,
        name=contact.name.strip()[:200],
        email=contact.email.strip(),
        phone=contact.phone.strip()[:30],
        language=contact.language,
        organisation=order.organisation,
        organisation_name="" if order.organisation else contact.organisation_name.strip()[:200],
        state=state_by({state}),
        idempotency_key=order.idempotency_key,
        booked_at=order.at,
        confirmed_at=order.at if state == PlaceState.CONFIRMED else None,
        terms_version=order.terms.version[:20],
    )
    booking.token_hash = token_hash(token_of(booking))
    booking.save(force_insert=True)
    return booking


def _refusal(error: IntegrityError, order: Order) -> Exception:
    """What the database refused, by name; it has the last word on one place for a person and one use of a form."""
    if "place_once_for_a_person" in str(error):
        asked = [person.address.lower() for one in order.wanted for person in one.people if not person.is_assistant]
        return AlreadyHasPlace(addresses_with_place(order.occurrence_id, asked))
    return FormUsedAlready() if "idempotency_key" in str(error) else error


def addresses_with_place(occurrence_id: int, emails: Sequence[str]) -> list[str]:
    """Which of these have a place, or stand here twice."""
    lives = Place.objects.filter(occurrence=occurrence_id, state__in=LIVE_STATES, is_assistant=False)
    taken = set(lives.annotate(lower=Lower("email")).filter(lower__in=emails).values_list("lower", flat=True))
    twice = {email for email, number in Counter(emails).items() if number > 1}
    return sorted((taken | twice) - {""})


@transaction.atomic
def cancel_booking(*, booking: Booking, by: User | None, at: datetime, staff: bool = False) -> Booking:
    """Give back every place of a booking; what it frees goes to who waits. Twice is as good as once.

    Raises TooLate after the last day for it, unless staff do it.
    """
    held = hold(booking.occurrence_id, at=at)
    places = locked_places(booking=booking.pk, state__in=LIVE_STATES)
    fresh = places[0].booking if places else Booking.objects.get(pk=booking.pk)
    if not places:
        return fresh
    refuse_late_cancelling(held.occurrence, places, at=at, staff=staff)
    move(places, PlaceState.CANCELLED, at=at)
    settle([fresh], at=at)
    audit.record(fresh, action="events.cancel_booking", by=by, at=at, number=len(places))
    announce(places_ended, places, at=at)
    promote_under(held)
    return fresh


def refuse_late_cancelling(occurrence: Occurrence, places: Sequence[Place], *, at: datetime, staff: bool) -> None:
    """Confirmed places can be given back until the day that is said. Who only waits, or was asked whether they still
    come, may say no until it starts.
    """
    until = occurrence.starts_at
    if any(place.state == PlaceState.CONFIRMED and not place.asked_at for place in places):
        until = occurrence.cancel_until or until
    if not staff and at >= until:
        raise TooLate(until)
