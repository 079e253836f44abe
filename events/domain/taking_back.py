"""Staff take somebody's place back, and say why."""

from datetime import datetime

from django.db import transaction

from cms.people.models import User

from ..enums import LIVE_STATES, NoteKind
from ..models import BookingNote, Place
from .places import cancel_under, hold_place
from .waiting import ReasonMissing


@transaction.atomic
def take_back_place(*, place: Place, reason: str, by: User, at: datetime) -> Place:
    """It goes to who waits. Whoever had it reads the reason in their mail, and it stays at the booking.

    One that has ended already stays as it is. Raises ReasonMissing, PlaceIsBound.
    """
    why = reason.strip()[:300]
    if not why:
        raise ReasonMissing
    held, fresh = hold_place(place, at=at)
    if fresh.state in LIVE_STATES:
        note = {"kind": NoteKind.TAKEN_BACK, "reason": why}
        BookingNote.objects.create(booking=fresh.booking, **note, by=by, at=at)
        cancel_under(held, fresh, by=by, staff=True, action="events.take_back_place")
    return fresh
