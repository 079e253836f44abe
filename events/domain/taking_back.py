"""Staff take somebody's place back, and say why."""

from datetime import datetime

from django.db import transaction

from cms.people.models import User

from ..enums import LIVE_STATES, NoteKind
from ..models import BookingNote, Place
from .places import cancel_place
from .room import hold
from .waiting import ReasonMissing


@transaction.atomic
def take_back_place(*, place: Place, reason: str, by: User, at: datetime) -> Place:
    """It goes to who waits. Whoever had it reads the reason in their mail, and it stays at the booking.

    One that has ended already stays as it is. Raises ReasonMissing, PlaceIsBound.
    """
    why = reason.strip()[:300]
    if not why:
        raise ReasonMissing
    hold(place.occurrence_id, at=at)
    lives = Place.objects.filter(pk=place.pk, state__in=LIVE_STATES).exists()
    if lives:
        note = {"kind": NoteKind.TAKEN_BACK, "reason": why}
        BookingNote.objects.create(booking_id=place.booking_id, **note, by=by, at=at)
    return cancel_place(place=place, by=by, at=at, staff=True, taken_back=True)
