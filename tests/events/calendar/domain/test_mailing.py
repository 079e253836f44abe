"""Calendar mail: who is told what, once, with which number (§4.4)."""

import pytest

from cms.mail.models import OutboxMessage
from events.calendar.domain.mailing import _news, _tell, bring_up_to_date, go_along, occurrences_to_look_at
from events.calendar.models import CalendarMail
from events.calendar.tasks import look_after_calendar_mail
from events.domain.bookings import cancel_booking
from events.domain.naming import name_place
from events.domain.occurrences import cancel, close_sign_up, open_sign_up, postpone
from events.domain.orders import Named
from events.domain.places import cancel_place
from events.enums import Mode, PlaceMode, PlaceState
from events.models import Occurrence, Place
from tests.events.calendar.mailing import HOUR, confirmed, entries, settle, told
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place
from tests.factories.people import make_user
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


# --- Who is told what ------------------------------------------------------------------------------


def test_only_who_has_a_place_and_an_address_is_told_and_once():
    category = make_category()
    for state in PlaceState:
        make_place(category, state=state, email=f"{state.value}@example.org")
    make_place(category, email="")

    settle(category.occurrence)
    settle(category.occurrence)

    assert told() == [("REQUEST", 0, "confirmed@example.org")]
    assert OutboxMessage.objects.count() == 1


def test_change_is_told_to_everybody_with_the_number_it_has_risen_to():
    place = confirmed()
    settle(place.occurrence)
    Occurrence.objects.update(starts_at=STARTS + HOUR, sequence=3)

    settle(place.occurrence)

    assert told() == [("REQUEST", 0, "ingrid@example.org"), ("REQUEST", 3, "ingrid@example.org")]
    before, after = entries()
    assert (before["UID"], after["SEQUENCE"]) == (after["UID"], "3")


@pytest.mark.parametrize("call_off", [cancel, postpone])
def test_called_off_takes_it_out_of_everybodys_calendar(call_off):
    place = confirmed()
    settle(place.occurrence)

    call_off(occurrence=place.occurrence, reason="Storm", by=None, at=AT)
    settle(place.occurrence)

    assert told()[1:] == [("CANCEL", 1, "ingrid@example.org")]
    request, cancelled = entries()
    assert cancelled["UID"] == request["UID"]
    assert (cancelled["STATUS"], cancelled["SEQUENCE"]) == ("CANCELLED", "1")


def test_place_given_back_taken_and_given_back_counts_on_for_its_reader():
    place = confirmed()
    for state in (PlaceState.CONFIRMED, PlaceState.CANCELLED, PlaceState.CONFIRMED, PlaceState.RELEASED):
        place.state = state
        place.save()
        settle(place.occurrence)

    assert [(method, number) for method, number, _ in told()] == [
        ("REQUEST", 0),
        ("CANCEL", 1),
        ("REQUEST", 2),
        ("CANCEL", 3),
    ]
    assert Occurrence.objects.get().sequence == 0


def test_ticket_that_changes_hands_leaves_one_calendar_and_enters_another():
    place = confirmed("old@example.org")
    settle(place.occurrence)

    name_place(place=place, person=Named(name="Kari Ny", email="new@example.org"), by=None, at=AT)
    settle(place.occurrence)

    assert set(told()[1:]) == {("CANCEL", 1, "old@example.org"), ("REQUEST", 0, "new@example.org")}
    by_reader = {one.to_address: one for one in OutboxMessage.objects.all()}
    assert "new@example.org" not in by_reader["old@example.org"].calendar


def test_who_has_a_new_address_has_the_day_there_and_no_longer_at_the_old_one():
    reader = make_user("Ingrid Moen", email="ingrid@skogdal.example.org")
    place = confirmed(user=reader, email=reader.email)
    settle(place.occurrence)
    reader.email = "Ingrid@elvestad.example.org"
    reader.save()

    settle(place.occurrence)
    settle(place.occurrence)

    assert told() == [
        ("REQUEST", 0, "ingrid@skogdal.example.org"),
        ("CANCEL", 1, "ingrid@skogdal.example.org"),
        ("REQUEST", 0, "ingrid@elvestad.example.org"),
    ]
    assert OutboxMessage.objects.latest("pk").to_address == "ingrid@elvestad.example.org"


def test_what_goes_to_a_new_address_takes_the_day_along():
    reader = make_user("Ingrid Moen", email="ingrid@skogdal.example.org")
    place = confirmed(user=reader, email=reader.email)
    reader.email = "ingrid@elvestad.example.org"
    reader.save()

    assert go_along(place.occurrence, "ingrid@skogdal.example.org", AT) is None
    assert "ingrid@elvestad.example.org" in go_along(place.occurrence, reader.email, AT).part.text


def test_name_that_is_put_right_is_told_to_nobody():
    place = confirmed()
    settle(place.occurrence)

    place.name = "Ingrid Moe"
    place.save()
    settle(place.occurrence)

    assert len(told()) == 1


def test_change_of_how_somebody_takes_part_is_told_to_them_alone():
    occurrence = make_occurrence(mode=Mode.HYBRID)
    mine, _other = confirmed(occurrence=occurrence), confirmed("kari@example.org", occurrence=occurrence)
    settle(occurrence)

    mine.mode = PlaceMode.ONLINE
    mine.save()
    settle(occurrence)

    assert told()[2:] == [("REQUEST", 1, "ingrid@example.org")]
    settle(occurrence)
    assert len(told()) == 3


def test_assistant_on_the_same_address_makes_no_second_mail():
    category = make_category()
    make_place(category, email="Ingrid@Example.org")
    make_place(category, email="ingrid@example.org", is_assistant=True)

    settle(category.occurrence)

    assert told() == [("REQUEST", 0, "ingrid@example.org")]


def test_closing_and_opening_sign_up_is_nothing_to_who_has_a_place(django_capture_on_commit_callbacks):
    occurrence = make_occurrence()
    confirmed(occurrence=occurrence)
    settle(occurrence)

    with django_capture_on_commit_callbacks(execute=True):
        for change in (close_sign_up, open_sign_up, close_sign_up):
            change(occurrence=Occurrence.objects.get(), by=None, at=AT)
    settle(occurrence)

    assert told() == [("REQUEST", 0, "ingrid@example.org")]
    assert Occurrence.objects.get().state == "closed"


def test_what_is_over_is_told_to_nobody():
    place = confirmed()

    bring_up_to_date(occurrence_id=place.occurrence_id, at=place.occurrence.ends_at)

    assert told() == []
    assert occurrences_to_look_at(at=place.occurrence.ends_at) == []
    assert occurrences_to_look_at(at=AT) == [place.occurrence_id]


def test_many_are_told_some_at_a_time(monkeypatch):
    monkeypatch.setattr("events.calendar.domain.mailing.BATCH", 2)
    category = make_category()
    for _ in range(3):
        make_place(category)

    assert settle(category.occurrence)
    assert len(told()) == 2
    assert not settle(category.occurrence)
    assert len(told()) == 3


def test_two_who_look_at_once_write_one_mail():
    place = confirmed()
    (seen_by_both,) = _news(place.occurrence, None)

    assert _tell(place.occurrence, seen_by_both, at=AT)
    assert _tell(place.occurrence, seen_by_both, at=AT) is None

    assert CalendarMail.objects.count() == OutboxMessage.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_queries_for_places_are_three_whatever_else_there_is(number):
    category = make_category()
    for _ in range(number):
        make_place(category)
    settle(category.occurrence)

    with count_queries() as asked:
        settle(category.occurrence)

    assert len(asked) == 3


# --- From the change to the mail -------------------------------------------------------------------


def test_changes_are_told_of_by_themselves(django_capture_on_commit_callbacks):
    category = make_category(size=5)
    with django_capture_on_commit_callbacks(execute=True):
        booking = order(category, somebody(email="ingrid@example.org"), at=AT)
    assert [one[0] for one in told()] == ["REQUEST"]

    with django_capture_on_commit_callbacks(execute=True):
        cancel_booking(booking=booking, by=None, at=AT, staff=True)
    assert [one[0] for one in told()] == ["REQUEST", "CANCEL"]


def test_one_place_given_back_is_told_to_its_person_alone(django_capture_on_commit_callbacks):
    category = make_category()
    mine = make_place(category, email="ingrid@example.org")
    make_place(category, booking=mine.booking, email="kari@example.org")
    settle(category.occurrence)

    with django_capture_on_commit_callbacks(execute=True):
        cancel_place(place=mine, by=None, at=AT, staff=True)

    assert told()[2:] == [("CANCEL", 1, "ingrid@example.org")]


def test_whole_occurrence_called_off_and_handing_over_are_told(django_capture_on_commit_callbacks):
    place = confirmed("old@example.org")
    settle(place.occurrence)
    with django_capture_on_commit_callbacks(execute=True):
        name_place(place=place, person=Named(name="Kari Ny", email="new@example.org"), by=None, at=AT)
    assert sorted(told()[1:]) == [("CANCEL", 1, "old@example.org"), ("REQUEST", 0, "new@example.org")]

    with django_capture_on_commit_callbacks(execute=True):
        cancel(occurrence=place.occurrence, reason="Storm", by=None, at=AT)
    assert told()[3:] == [("CANCEL", 1, "new@example.org")]


def test_what_was_announced_and_lost_is_told_by_the_tick_but_not_while_its_mail_is_on_its_way():
    place = confirmed()
    look_after_calendar_mail()
    assert told() == []

    Place.objects.filter(pk=place.pk).update(confirmed_at=AT - HOUR)
    look_after_calendar_mail()

    assert len(told()) == 1
