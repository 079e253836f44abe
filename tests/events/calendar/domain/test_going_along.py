"""One mail about one thing: what is told by a mail of its own takes the entry for the calendar along."""

import pytest

from cms.mail.models import OutboxMessage
from cms.privacy.domain.erasure import erase_person
from events.domain.bookings import cancel_booking
from events.domain.naming import name_place
from events.domain.occurrences import cancel, postpone
from events.domain.orders import Named
from events.domain.places import change_mode
from events.enums import Mode, PlaceMode
from events.models import JoinLink
from tests.events.calendar.mailing import confirmed, entries, settle, told
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_category, make_occurrence
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def written():
    """What people were written: kind, reader, and what went along."""
    rows = OutboxMessage.objects.order_by("pk").values_list("kind", "to_address", "calendar_method")
    return sorted((kind.rpartition("/")[2], reader, method) for kind, reader, method in rows)


def test_confirmation_takes_the_entry_along_and_who_ordered_for_others_gets_none(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        order(make_category(size=5), somebody(1, email="kari@example.org"), at=AT)

    assert written() == [
        ("booking_confirmed", "ingrid@example.org", ""),
        ("place_named", "kari@example.org", "REQUEST"),
    ]


def test_who_comes_and_gives_the_place_back_has_one_mail_of_each(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        booking = order(make_category(size=5), somebody(email="ingrid@example.org"), at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        cancel_booking(booking=booking, by=None, at=AT, staff=True)

    assert written() == [
        ("booking_cancelled", "ingrid@example.org", "CANCEL"),
        ("booking_confirmed", "ingrid@example.org", "REQUEST"),
    ]
    assert [entry["SEQUENCE"] for entry in entries()] == ["0", "1"]


def test_way_in_online_stands_in_the_confirmation(django_capture_on_commit_callbacks):
    occurrence = make_occurrence(mode=Mode.ONLINE, venue="")
    JoinLink.objects.create(occurrence=occurrence, url="https://teams.example.com/secret")
    category = make_category(occurrence, mode=PlaceMode.ONLINE)
    with django_capture_on_commit_callbacks(execute=True):
        order(category, somebody(email="ingrid@example.org"), at=AT)

    message = OutboxMessage.objects.get()
    assert "http://localhost:8000/join/" in message.text
    assert "/join/" not in message.calendar


def test_handing_over_is_one_mail_to_each(django_capture_on_commit_callbacks):
    place = confirmed("old@example.org")
    settle(place.occurrence)
    with django_capture_on_commit_callbacks(execute=True):
        name_place(place=place, person=Named(name="Kari Ny", email="new@example.org"), by=None, at=AT)

    assert written() == [
        ("booking_confirmed", "ingrid@example.org", ""),
        ("place_named", "new@example.org", "REQUEST"),
        ("request", "old@example.org", "REQUEST"),
        ("ticket_handed_over", "old@example.org", "CANCEL"),
    ]


@pytest.mark.parametrize("call_off", [cancel, postpone])
def test_notice_takes_it_out_of_the_calendar(call_off, django_capture_on_commit_callbacks):
    place = confirmed()
    settle(place.occurrence)
    with django_capture_on_commit_callbacks(execute=True):
        call_off(occurrence=place.occurrence, reason="Storm", by=None, at=AT)

    assert ("occurrence_changed", "ingrid@example.org", "CANCEL") in written()
    assert [one[0] for one in told()] == ["REQUEST", "CANCEL"]
    assert [kind for kind, reader, _ in written() if reader == place.email] == ["occurrence_changed", "request"]


def test_change_without_a_mail_of_its_own_goes_by_itself(django_capture_on_commit_callbacks):
    occurrence = make_occurrence(mode=Mode.HYBRID)
    category = make_category(occurrence)
    make_category(occurrence, mode=PlaceMode.ONLINE)
    with django_capture_on_commit_callbacks(execute=True):
        booking = order(category, somebody(email="ingrid@example.org"), at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        change_mode(place=booking.places.get(), mode=PlaceMode.ONLINE, by=None, at=AT, staff=True)

    assert written() == [
        ("booking_confirmed", "ingrid@example.org", "REQUEST"),
        ("request", "ingrid@example.org", "REQUEST"),
    ]


def test_erased_person_is_told_nothing_more():
    reader = make_user("Ingrid Moen", email="ingrid@example.org")
    place = confirmed(user=reader)
    settle(place.occurrence)

    erase_person(user=reader, by=reader, at=AT)

    assert told() == []
