"""Signing up in public: `bookings.book`, with an answer that tells nobody who has a place.

Somebody who types an address that has a place already gets the answer that a new address would get, and the address
gets a mail. Only who is signed in is told about their own place.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from ..enums import LIVE_STATES, BookingState, PlaceState
from ..models import Booking, Occurrence, Place
from ..standing import standing_of
from .bookings import AlreadyHasPlace, book
from .moves import NotPossibleNow, locked_places
from .naming import name_place
from .orders import Contact, Named, Wanted
from .room import hold
from .same_person import proved_addresses


@dataclass(frozen=True)
class Outcome:
    """What came of it, as whoever signed up reads it; `booking` only where they may have its page."""

    state: PlaceState
    number: int
    position: int = 0
    why: str = ""
    booking: Booking | None = None


def sign_up(
    *, occurrence: Occurrence, wanted: Sequence[Wanted], contact: Contact, at: datetime, **more: Any
) -> Outcome:
    """Book as `book` does. Raises what it raises; AlreadyHasPlace only to who is signed in and asks for themselves."""
    order = {"occurrence": occurrence, "contact": contact, "at": at, **more}
    try:
        booking = book(wanted=wanted, **order)
    except AlreadyHasPlace as error:
        taken = {email.lower() for email in error.emails}
    else:
        return _outcome(booking, wanted, at=at)
    if _comes(wanted, contact) and contact.email.lower() in taken:
        if contact.user:
            raise AlreadyHasPlace([contact.email])
        tell_of_place(occurrence, [contact.email], at=at)
        return _as_if_new(_without(wanted, taken), order)
    booking = book(wanted=_without(wanted, taken), **order)
    tell_of_place(occurrence, sorted(taken), at=at)
    return _outcome(booking, wanted, at=at)


def tell_of_place(occurrence: Occurrence, emails: Sequence[str], *, at: datetime) -> None:
    """Write to addresses that have a place and were signed up again, in the background: it costs the same for all."""
    from ..tasks import tell_of_place as task

    for email in emails:
        transaction.on_commit(lambda email=email: task.delay(occurrence.pk, email), robust=True)  # type: ignore[misc]


def place_of_address(occurrence_id: int, email: str) -> Place | None:
    """By this address, or by another one that the same person has proved to be theirs."""
    theirs = proved_addresses([email.lower()])
    rows = Place.objects.filter(occurrence=occurrence_id, state__in=LIVE_STATES, is_assistant=False)
    owned = Q(user__in=set(theirs.values())) if theirs else Q(pk__in=[])
    found = rows.annotate(lower=Lower("email")).filter(Q(lower__in={email.lower(), *theirs}) | owned)
    return found.select_related("booking", "occurrence__series", "user").order_by("pk").first()


def _as_if_new(wanted: list[Wanted], order: dict[str, Any]) -> Outcome:
    """The answer somebody without a place would get: booked, looked at and undone."""
    with transaction.atomic():
        booking = book(wanted=wanted, **order | {"idempotency_key": uuid.uuid4()})
        seen = _outcome(booking, wanted, at=order["at"])
        transaction.set_rollback(True)
    return replace(seen, booking=None)


def _outcome(booking: Booking, wanted: Sequence[Wanted], *, at: datetime) -> Outcome:
    """A booking that is confirmed is so with all its places, and nothing more need be asked."""
    if booking.state == BookingState.CONFIRMED:
        return Outcome(PlaceState.CONFIRMED, sum(len(one.people) for one in wanted), booking=booking)
    states = list(booking.places.order_by("pk").values_list("state", flat=True))
    first = PlaceState(states[0])
    if first != PlaceState.WAITING:
        return Outcome(first, len(states), booking=booking)
    standing = standing_of(booking, at=at)
    if standing is None:
        return Outcome(first, len(states), booking=booking)
    return Outcome(first, len(states), standing.position, standing.reason, booking)


def _comes(wanted: Sequence[Wanted], contact: Contact) -> bool:
    return any(one.address.lower() == contact.email.lower() for each in wanted for one in each.people)


def _without(wanted: Sequence[Wanted], emails: set[str]) -> list[Wanted]:
    """The same people, without the addresses that are taken; names and answers stay."""
    return [replace(one, people=tuple(_nameless(person, emails) for person in one.people)) for one in wanted]


def _nameless(person: Named, emails: set[str]) -> Named:
    return replace(person, email="", user=None) if person.address.lower() in emails else person


@transaction.atomic
def take_unnamed(*, booking: Booking, person: Named, by: Any, at: datetime, category: int | None = None) -> Place:
    """For the link of a group: the next place nobody is named on, of this kind of ticket where one is given. Two at
    once get two. Who has a place already takes no other, and the place stays free.

    Raises NotPossibleNow where there is none left, and as `name_place`.
    """
    hold(booking.occurrence_id, at=at)
    nobodys = {"name": "", "email": "", "user": None}
    kind = {"category": category} if category else {}
    free = locked_places(booking=booking.pk, state__in=LIVE_STATES, **nobodys, **kind)
    if not free:
        raise NotPossibleNow(booking.pk)
    return name_place(place=free[0], person=person, by=by, at=at)


def name_quietly(*, place: Place, person: Named, by: Any, at: datetime) -> Place:
    """`name_place` for links that others may hold: an address that has a place is left out, and gets a mail."""
    try:
        return name_place(place=place, person=person, by=by, at=at)
    except AlreadyHasPlace:
        named = name_place(place=place, person=replace(person, email="", user=None), by=by, at=at)
    tell_of_place(named.occurrence, [person.address], at=at)
    return named
