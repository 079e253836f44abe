from datetime import timedelta

import pytest

from cms.people.domain.merging import merge_organisations
from cms.privacy.domain.erasure import erase_person
from cms.privacy.retention import all_rules
from events.domain.orders import Named
from events.domain.places import cancel_place
from events.enums import PlaceState
from events.models import Interest, Need, Place
from events.signals import places_ended
from tests.factories.bookings import order, somebody, states
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_question
from tests.factories.people import make_admin, make_organisation, make_user

pytestmark = pytest.mark.django_db


def test_interests_go_a_week_after_what_they_were_in():
    over, coming = make_occurrence(), make_occurrence(starts_at=STARTS + timedelta(days=60))
    called_off = make_occurrence(state="cancelled", starts_at=STARTS + timedelta(days=60), changed_at=STARTS)
    for occurrence in (over, coming, called_off):
        Interest.objects.create(occurrence=occurrence, email="a@example.org", asked_at=AT)
    rule = next(rule for rule in all_rules() if rule.key == "events.interests")

    due = rule.rows_due(STARTS + timedelta(days=8))

    assert {one.occurrence_id for one in due} == {over.pk, called_off.pk}


def due(key, days):
    """Ids of what a rule finds so many days after the start."""
    rule = next(rule for rule in all_rules() if rule.key == key)
    return list(rule.rows_due(STARTS + timedelta(days=days)).values_list("pk", flat=True))


def test_names_of_guests_go_after_two_years_and_those_with_an_account_stay():
    category, person = make_category(), make_user()
    guest = order(category, somebody(1)).places.get()
    order(category, Named(user=person), by=person, contact={"user": person, "name": person.name})

    assert (due("events.guests", 2 * 365), due("events.bookings", 2 * 365)) == ([], [])
    assert due("events.guests", 2 * 365 + 1) == [guest.pk]
    assert due("events.bookings", 2 * 365 + 1) == [guest.booking_id]


def test_names_of_who_gave_their_place_back_go_sooner():
    category = make_category()
    place = order(category, somebody(1)).places.get()
    order(category, somebody(2))
    cancel_place(place=place, by=None, at=STARTS - timedelta(days=10))

    assert due("events.given_back", 80) == []
    assert due("events.given_back", 81) == [place.pk]


def test_needs_go_two_weeks_after_the_end_by_the_nightly_job_too():
    category = make_category()
    question = make_question(category.occurrence, retention="sensitive")
    order(category, somebody(1, answers={question.key: "Nøtter"}, consents=True))

    assert due("events.needs", 13) == []
    assert due("events.needs", 14) == [Need.objects.get().pk]


# --- Erasing --------------------------------------------------------------------------------


def test_place_the_erased_had_booked_goes_to_who_waits():
    category, person = make_category(size=1), make_user()
    booking = order(category, Named(user=person), by=person, contact={"user": person, "email": person.email})
    waits = order(category)

    erase_person(user=person, by=person, at=AT)

    booking.refresh_from_db()
    place = booking.places.get()
    assert (booking.contact, booking.name, booking.email) == (None, "", "")
    assert (place.user, place.name, place.email, place.state) == (None, "", "", PlaceState.CANCELLED)
    assert states(waits) == [PlaceState.OFFERED]


def test_nobody_is_written_to_at_an_address_that_is_erased(monkeypatch, django_capture_on_commit_callbacks):
    category, person = make_category(), make_user()
    order(category, Named(user=person), by=person, contact={"user": person, "email": person.email})
    told = []
    monkeypatch.setattr(places_ended, "send_robust", lambda _, places, at: told.extend(places))

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user=person, by=person, at=AT)

    assert [(place.email, place.booking.email) for place in told] == [("", "")]


def test_place_a_colleague_booked_is_to_be_named_anew():
    category, person = make_category(size=1), make_user()
    place = order(category, Named(user=person)).places.get()

    erase_person(user=person, by=person, at=AT)

    after = Place.objects.get()
    assert (after.user, after.name, after.email, after.state) == (None, "", "", PlaceState.CONFIRMED)
    assert after.code != place.code
    assert after.booking.email == "ingrid@example.org"


def test_others_keep_the_places_the_erased_had_booked_for_them():
    category, person = make_category(), make_user()
    booking = order(category, Named(user=person), somebody(2), contact={"user": person, "email": person.email})

    erase_person(user=person, by=person, at=AT)

    assert states(booking) == [PlaceState.CANCELLED, PlaceState.CONFIRMED]
    assert booking.places.last().email == "kari2@example.org"


def test_what_is_over_stays_as_a_number():
    category, person = make_category(), make_user()
    order(category, Named(user=person), contact={"user": person, "email": person.email})

    erase_person(user=person, by=person, at=STARTS + timedelta(days=9))

    assert Place.objects.get().state == PlaceState.CONFIRMED


def test_places_and_bookings_move_with_an_organisation():
    kept, merged = make_organisation("Skogdal kommune"), make_organisation("Skogdal")
    booking = order(make_category(), somebody(1), organisation=merged)

    merge_organisations(kept=kept, merged=merged, by=make_admin(), at=AT)

    booking.refresh_from_db()
    assert {booking.organisation, booking.places.get().organisation} == {kept}
