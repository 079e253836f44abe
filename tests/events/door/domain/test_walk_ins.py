from datetime import timedelta
from uuid import uuid4

import pytest
from wagtail.models import ModelLogEntry

from events.domain.bookings import AlreadyHasPlace, CategoryNotOffered, FormUsedAlready, NotOpen, OccurrenceFull
from events.door.domain.check_ins import Scan
from events.door.domain.walk_ins import Guest, NameMissing, walk_in
from events.door.models import CheckIn
from events.enums import OccurrenceState, PlaceState
from events.models import Place
from tests.factories.door import OPENS, OVER, make_day, make_door_staff, make_guest
from tests.factories.events import STARTS, make_category, make_occurrence, make_place
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db
BEGUN = STARTS + timedelta(minutes=10)


def come(category, *, name="Tor Vik", at=OPENS, nonce=None, by=None, **fields):
    guest = Guest(name, category.pk, **fields)
    scan = Scan(device="tablet", nonce=nonce or uuid4(), door="Hovedinngang")
    by = by or make_door_staff()
    return walk_in(occurrence=category.occurrence, guest=guest, scan=scan, by=by, at=at)


def test_guest_gets_a_free_place_and_is_in():
    category = make_category(size=1)

    row = come(category, organisation_name="Elvestad kommune")

    assert (row.result, row.place.name, row.place.state) == ("ok", "Tor Vik", "confirmed")
    assert row.place.booking.organisation_name == "Elvestad kommune"


def test_works_when_sign_up_is_closed_and_not_when_it_is_called_off():
    closed = make_category(make_occurrence(state=OccurrenceState.CLOSED))

    assert come(closed, at=BEGUN).result == "ok"
    with pytest.raises(NotOpen):
        come(make_category(make_occurrence(state=OccurrenceState.CANCELLED)))
    with pytest.raises(NotOpen):
        come(closed, at=OVER)


def test_nobody_gets_in_over_the_size_of_the_room():
    category = make_category(size=1)
    make_place(category)

    with pytest.raises(OccurrenceFull):
        come(category)

    assert Place.objects.count() == 1
    assert CheckIn.objects.count() == 0


def test_released_place_may_be_taken_once_it_has_begun_and_by_who_waits_before():
    category = make_category(size=1)
    make_place(category, state=PlaceState.RELEASED)
    make_place(category, state=PlaceState.WAITING)

    with pytest.raises(OccurrenceFull):
        come(category)
    assert come(category, at=BEGUN).result == "ok"


def test_who_has_a_place_is_looked_up_instead():
    ingrid = make_guest(make_day(), email="ingrid@example.org")

    with pytest.raises(AlreadyHasPlace):
        come(ingrid.category, email="INGRID@example.org")


def test_sent_twice_is_one_place():
    category, nonce = make_category(), uuid4()

    assert come(category, nonce=nonce) == come(category, nonce=nonce)
    assert Place.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="door.walk_in").count() == 1


def test_form_that_let_somebody_in_lets_in_nobody_else():
    category, nonce = make_category(), uuid4()
    come(category, name="Tor Vik", nonce=nonce)

    with pytest.raises(FormUsedAlready):
        come(category, name="Berit Moe", nonce=nonce)
    with pytest.raises(FormUsedAlready):
        come(category, name="Berit Moe", nonce=nonce, email="berit@example.org")

    assert list(Place.objects.values_list("name", flat=True)) == ["Tor Vik"]


def test_name_is_needed_and_the_ticket_is_of_this_occurrence():
    day = make_day()

    with pytest.raises(NameMissing):
        come(day.categories.get(), name="  ")
    other = Guest("Tor Vik", make_category().pk)
    with pytest.raises(CategoryNotOffered):
        walk_in(occurrence=day, guest=other, scan=Scan(device="a", nonce=uuid4()), by=make_door_staff(), at=OPENS)


def come_at_two_doors():
    category, staff = make_category(size=1), make_door_staff()

    def at(name):
        return lambda: come(category, name=name, by=staff).result

    return at_once(at("Tor Vik"), at("Liv Berg"), meet_before='INSERT INTO "events_booking"')


@pytest.mark.django_db(transaction=True)
def test_last_place_goes_to_one_of_two_doors():
    said = come_at_two_doors()

    assert [one for one in said if one == "ok"] == ["ok"]
    assert [type(one) for one in said if one != "ok"] == [OccurrenceFull]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_get_it(monkeypatch):
    take_away_locks(monkeypatch)

    assert come_at_two_doors() == ["ok", "ok"]
