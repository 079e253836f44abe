"""Who is told what became of places. Runs after the commit, in the background; each mail is written once."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from cms import clock
from cms.mail.domain.outbox import sent_here
from cms.mail.models import OutboxMessage
from cms.people.models import User

from . import booking_mails as mails
from .booking_hooks import those_who_know
from .domain.reconfirming import answer_by
from .domain.signing_up import place_of_address
from .domain.waiting import PROMOTING
from .enums import NoteKind, OccurrenceState, PlaceState
from .models import Booking, Occurrence, Place
from .signals import people_told

# Contacts hear this long before the last day for names, and not on the day they booked.
BEFORE_NAMES = timedelta(days=7)
SETTLES = timedelta(days=1)
MOST_AT_ONCE = 200
FEW = 3


def write_about(*, what: str, places: Sequence[int], at: datetime) -> None:
    """`tell`; a mail or two leave at once."""
    with sent_here() if len(places) <= FEW else nullcontext():
        tell(what=what, places=places, at=at)


@transaction.atomic
def tell(*, what: str, places: Sequence[int], at: datetime) -> None:
    """Write about the places of one booking that still are what they were announced as. One read, whatever it is, and
    one more where any of them has an account.
    """
    rows = Place.objects.filter(pk__in=places).order_by("pk")
    found = list(rows.select_related("booking", "category", "occurrence__series"))
    if not found:
        return
    booking = found[0].booking
    booking.occurrence = found[0].occurrence
    accounts = _accounts({booking.contact_id, *(place.user_id for place in found)})
    booking.contact = accounts.get(booking.contact_id)
    for place in found:
        place.booking, place.user = booking, accounts.get(place.user_id)
    with those_who_know() as knowing:
        TELLERS[what](booking, found, at)
    if what in ("confirmed", "ended"):
        _say_told(booking.occurrence, {booking.email, *(place.email for place in found)}, knowing, at=at)


def _accounts(ids: set[int | None]) -> dict[int | None, User]:
    known = {pk for pk in ids if pk is not None}
    return {**User.objects.in_bulk(known)} if known else {}


def _confirmed(booking: Booking, places: list[Place], at: datetime) -> None:
    now = _in(places, PlaceState.CONFIRMED)
    if not now:
        return
    mails.booking_confirmed(booking, now, at=at)
    for place in _others(booking, now):
        mails.place_named(place, at=at)


def _pending(booking: Booking, places: list[Place], at: datetime) -> None:
    if now := _in(places, PlaceState.PENDING):
        mails.booking_pending(booking, now, at=at)


def _waiting(booking: Booking, places: list[Place], at: datetime) -> None:
    if now := _in(places, PlaceState.WAITING):
        mails.booking_waiting(booking, now, at=at)


def _offered(booking: Booking, places: list[Place], at: datetime) -> None:
    if now := _in(places, PlaceState.OFFERED):
        mails.places_offered(booking, now, at=at)


def _asked(booking: Booking, places: list[Place], at: datetime) -> None:
    for place in _in(places, PlaceState.CONFIRMED):
        until = place.occurrence.reconfirm_until
        mails.still_coming(place, until=answer_by(place, until, at=at) if until else None, at=at)


def _why_taken_back(booking: Booking, places: list[Place]) -> str:
    """Nothing where they were given back. One query."""
    moments = [place.ended_at for place in places if place.ended_at]
    note = booking.notes.filter(kind=NoteKind.TAKEN_BACK, at__in=moments).last()
    return note.reason if note else ""


def _ended(booking: Booking, places: list[Place], at: datetime) -> None:
    """Whoever said no to an offer knows it, and what an occurrence that is called off means stands in its own mail."""
    if booking.occurrence.state == OccurrenceState.CANCELLED:
        return
    if lapsed := _in(places, PlaceState.LAPSED):
        mails.offer_lapsed(booking, lapsed, at=at)
    if refused := _in(places, PlaceState.REJECTED):
        note = booking.notes.filter(kind=NoteKind.REJECTED).last()
        mails.place_refused(booking, refused, reason=note.reason if note else "", at=at)
    if given_back := _in(places, PlaceState.CANCELLED):
        reason = _why_taken_back(booking, given_back)
        mails.booking_cancelled(booking, given_back, reason=reason, at=at)
        for place in _others(booking, [one for one in given_back if one.confirmed_at]):
            mails.place_cancelled(place, reason=reason, at=at)
    for place in _in(places, PlaceState.RELEASED):
        at_the_door = place.ended_at is not None and place.ended_at >= place.occurrence.starts_at
        (mails.place_let_go if at_the_door else mails.place_released)(place, at=at)


TELLERS: dict[str, Callable[[Booking, list[Place], datetime], None]] = {
    "confirmed": _confirmed,
    "pending": _pending,
    "waiting": _waiting,
    "offered": _offered,
    "asked": _asked,
    "ended": _ended,
}


def tell_of_place(*, occurrence_id: int, email: str, at: datetime) -> None:
    """An address that has a place was signed up again."""
    if place := place_of_address(occurrence_id, email):
        mails.already_signed_up(place, at=at)


@transaction.atomic
def tell_former(*, place_id: int, name: str, email: str, at: datetime) -> None:
    rows = Place.objects.select_related("booking", "occurrence__series")
    if place := rows.filter(pk=place_id).first():
        with those_who_know() as knowing:
            mails.ticket_handed_over(place, name=name, email=email, at=at)
        _say_told(place.occurrence, {email}, knowing, at=at)


def _say_told(occurrence: Occurrence, emails: set[str], knowing: set[str], *, at: datetime) -> None:
    """That these have had their mail, once it is committed; whoever's calendar knows all by it needs no more."""
    rest = {email.lower() for email in emails if email} - knowing
    if not rest:
        return
    said = {"occurrence_id": occurrence.pk, "emails": rest, "at": at}
    transaction.on_commit(lambda: people_told.send_robust(Occurrence, **said), robust=True)


def remind_of_names(*, at: datetime) -> int:
    """Ask who ordered, once, for names that are missing; who is in a crisis pause is left alone."""
    number = 0
    for booking in _without_names(at)[:MOST_AT_ONCE]:
        if clock.timers_paused(organisation_id=booking.organisation_id, at=at):
            continue
        occurrence: Occurrence = booking.occurrence
        missing = booking.places.filter(state=PlaceState.CONFIRMED, name="", email="").count()
        until = occurrence.names_until or occurrence.starts_at
        mails.names_missing(booking, missing, until=until, at=at)
        number += 1
    return number


def _without_names(at: datetime) -> list[Booking]:
    soon = Q(occurrence__names_until__gt=at, occurrence__names_until__lte=at + BEFORE_NAMES)
    soon |= Q(occurrence__names_until=None, occurrence__starts_at__lte=at + BEFORE_NAMES)
    places = Place.objects.filter(
        soon,
        state=PlaceState.CONFIRMED,
        name="",
        email="",
        occurrence__state__in=PROMOTING,
        occurrence__starts_at__gt=at,
        confirmed_at__lte=at - SETTLES,
    )
    rows = Booking.objects.filter(pk__in=places.values("booking")).select_related("occurrence__series", "contact")
    told = OutboxMessage.objects.filter(kind=f"{mails.FOLDER}/names_missing", created_at__gt=at - 2 * BEFORE_NAMES)
    keys = set(told.values_list("idempotency_key", flat=True))
    return [one for one in rows.order_by("pk") if f"{mails.FOLDER}/names_missing:{one.pk}:once" not in keys]


def _in(places: Sequence[Place], state: PlaceState) -> list[Place]:
    return [place for place in places if place.state == state]


def _others(booking: Booking, places: Sequence[Place]) -> list[Place]:
    """Those who come and are not who ordered."""
    return [place for place in places if place.email and place.email.lower() != booking.email.lower()]
