"""Writing to those who have signed up: staff say what, the outbox carries it, and the log says that it was done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cms import audit
from cms.people.models import User

from .. import booking_mails
from ..models import Occurrence, Place

# At once: more are written to by parts, by ticket say.
MOST_AT_ONCE = 500


class TooManyReaders(Exception):
    """More people than are written to at once."""


class NobodyToWriteTo(Exception):
    """No place on this list has an address."""


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    # Drawn for the preview: a double click is one letter.
    key: UUID


@dataclass(frozen=True)
class Recipient:
    """An address once, in the language of its person or of the booking."""

    email: str
    language: str
    user: User | None


def recipients(places: Iterable[Place]) -> list[Recipient]:
    """Of places with `user` and `booking__contact` loaded: who comes, and for places without an address who ordered."""
    found: dict[str, Recipient] = {}
    for place in places:
        one = _recipient(place)
        if one.email:
            found.setdefault(one.email.lower(), one)
    return list(found.values())


@transaction.atomic
def write_letter(*, occurrence: Occurrence, to: Sequence[Recipient], letter: Letter, by: User, at: datetime) -> int:
    """Put a letter to each into the outbox; say how many. Raises TooManyReaders, NobodyToWriteTo."""
    if not to:
        raise NobodyToWriteTo
    if len(to) > MOST_AT_ONCE:
        raise TooManyReaders(len(to))
    booking_mails.letters(occurrence, to, letter, at=at)
    audit.record(occurrence, action="events.write_letter", by=by, at=at, number=len(to))
    return len(to)


def _recipient(place: Place) -> Recipient:
    booking = place.booking
    if place.user and place.user.is_active:
        return Recipient(place.user.email, place.user.language, place.user)
    if place.email:
        return Recipient(place.email, booking.language, None)
    contact = booking.contact if booking.contact and booking.contact.is_active else None
    return Recipient(contact.email if contact else booking.email, booking.language, contact)
