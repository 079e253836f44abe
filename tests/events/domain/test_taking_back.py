from datetime import timedelta

import pytest

from events.domain.taking_back import take_back_place
from events.domain.waiting import ReasonMissing
from events.enums import NoteKind
from events.models import BookingNote
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_category, make_place
from tests.factories.people import make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def test_place_is_taken_back_once_with_its_reason_and_goes_to_who_waits():
    category = make_category(size=1)
    place = order(category, somebody(1)).places.get()
    waiting = make_place(category, state="waiting", waits_since=AT)
    staff = make_user()

    for reason in ("Bestilt to ganger", "En gang til"):
        take_back_place(place=place, reason=reason, by=staff, at=LATER)

    note = BookingNote.objects.get()
    assert (note.kind, note.reason, note.by, note.booking_id) == (
        *(NoteKind.TAKEN_BACK, "Bestilt to ganger", staff),
        place.booking_id,
    )
    place.refresh_from_db()
    waiting.refresh_from_db()
    assert (place.state, waiting.state) == ("cancelled", "offered")


def test_locks_are_taken_once():
    place = order(make_category(), somebody(1)).places.get()

    with count_queries() as asked:
        take_back_place(place=place, reason="Bestilt to ganger", by=make_user(), at=LATER)

    assert len([one for one in asked if 'FROM "events_quota"' in one and "FOR UPDATE" in one]) == 1


def test_nothing_is_taken_back_without_a_reason():
    place = make_place()

    with pytest.raises(ReasonMissing):
        take_back_place(place=place, reason="  ", by=make_user(), at=AT)

    place.refresh_from_db()
    assert place.state == "confirmed"
