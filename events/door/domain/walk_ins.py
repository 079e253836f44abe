"""People who come without a booking."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User
from events.domain.bookings import FormUsedAlready, book
from events.domain.orders import Contact, Named, Terms, Wanted
from events.models import Booking, Occurrence

from ..models import CheckIn
from .check_ins import Scan, check_in

NO_WAITING = Terms(may_wait=False)


class NameMissing(Exception):
    """Somebody who is let in says who they are."""


@dataclass(frozen=True)
class Guest:
    """Who stands at the door. An address is needed for a certificate only."""

    name: str
    category_id: int
    email: str = ""
    organisation_name: str = ""


@transaction.atomic
def walk_in(*, occurrence: Occurrence, guest: Guest, scan: Scan, by: User, at: datetime) -> CheckIn:
    """Give somebody a free place and let them in, both or neither. It is booked as any other place is, so nobody gets
    in over the size of the room, nor before those who wait, until it starts. Sent twice, it is one place.

    Raises NameMissing, FormUsedAlready where the same form has let in somebody else, and what `book` raises:
    OccurrenceFull, AlreadyHasPlace, NotOpen, CategoryNotOffered.
    """
    name = guest.name.strip()[:200]
    if not name:
        raise NameMissing
    booking = _booked(occurrence, guest, name, scan, by=by, at=at)
    if booking.name != name:
        raise FormUsedAlready
    if earlier := CheckIn.objects.filter(device=scan.device, nonce=scan.nonce).first():
        return earlier
    place = booking.places.get()
    row = check_in(
        occurrence=occurrence,
        scan=Scan(
            device=scan.device, nonce=scan.nonce, place_id=place.pk, door=scan.door, session_key=scan.session_key
        ),
        by=by,
        at=at,
    )
    audit.record(place, action="door.walk_in", by=by, at=at)
    return row


def _booked(occurrence: Occurrence, guest: Guest, name: str, scan: Scan, *, by: User, at: datetime) -> Booking:
    return book(
        occurrence=occurrence,
        wanted=[Wanted(guest.category_id, (Named(name=name, email=guest.email),))],
        contact=Contact(name=name, email=guest.email, organisation_name=guest.organisation_name),
        idempotency_key=scan.nonce,
        by=by,
        at=at,
        staff=True,
        terms=NO_WAITING,
    )
