"""The place that carries the price of a stand is not given back, let go of or erased from under it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from cms.mail.models import OutboxMessage
from events.domain.bound import PlaceIsBound
from events.domain.letting_go import let_go_of_bookings
from events.domain.naming import name_place
from events.domain.orders import Named
from events.domain.places import cancel_place, change_category
from events.domain.reconfirming import release_silent
from events.domain.stepping_back import step_back
from events.enums import OccurrenceState, PlaceState
from events.exhibitors.domain.applications import withdraw
from events.exhibitors.enums import ExhibitorState
from events.models import Booking, Place
from tests.factories.events import AT, STARTS, make_category, make_place
from tests.factories.exhibitors import fresh, make_exhibitor, make_fair, make_package
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def exhibitor():
    return make_exhibitor(stand="B7")


def places(exhibitor):
    return list(exhibitor.booking.places.order_by("pk"))


@pytest.mark.parametrize("staff", [True, False])
def test_the_place_with_the_price_is_not_given_back_alone(staff, exhibitor):
    with pytest.raises(PlaceIsBound):
        cancel_place(place=places(exhibitor)[0], by=None, at=AT, staff=staff)

    assert [one.state for one in places(exhibitor)] == [PlaceState.CONFIRMED] * 3


def test_the_place_with_the_price_is_not_exchanged_either():
    exhibitor = make_exhibitor(make_package(price=Decimal(0)))
    free = make_category(exhibitor.occurrence)

    with pytest.raises(PlaceIsBound):
        change_category(place=places(exhibitor)[0], category=free, by=None, at=AT)


def test_the_others_are(exhibitor):
    for place in places(exhibitor)[1:]:
        cancel_place(place=place, by=None, at=AT)

    assert fresh(exhibitor).state == ExhibitorState.CONFIRMED


def test_with_the_stand_it_is_given_back(exhibitor):
    withdraw(exhibitor=exhibitor, by=None, at=AT)

    assert {one.state for one in places(exhibitor)} == {PlaceState.CANCELLED}


def test_who_does_not_come_leaves_the_place_to_the_exhibitor(exhibitor, django_capture_on_commit_callbacks):
    place = places(exhibitor)[0]
    named = name_place(place=place, person=Named("Ola", "ola@example.org"), by=None, at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        left = step_back(place=named, by=None, at=AT)

    assert (left.state, left.name, left.email) == (PlaceState.CONFIRMED, "", "")
    assert left.code != place.code
    mail = OutboxMessage.objects.get(kind="exhibitors/mail/exhibitor_unnamed")
    assert mail.to_address == exhibitor.email
    assert "Ola" in mail.text


def test_others_who_do_not_come_give_their_place_back():
    place = make_place(make_category(make_fair()), name="Kari", email="kari@example.org")

    assert step_back(place=place, by=None, at=AT).state == PlaceState.CANCELLED


def test_nobody_takes_it_for_silence():
    fair = make_fair(
        state=OccurrenceState.OPEN,
        reconfirm_from=AT,
        reconfirm_until=STARTS - timedelta(days=2),
        release_silent=True,
    )
    exhibitor = make_exhibitor(make_package(fair))
    Place.objects.filter(booking=exhibitor.booking).update(asked_at=AT)

    released = release_silent(occurrence=fair, at=STARTS - timedelta(days=1))

    assert released == places(exhibitor)[1:]
    assert places(exhibitor)[0].state == PlaceState.CONFIRMED


def test_who_is_erased_leaves_the_stand_to_the_organisation():
    from cms.privacy.answers import Subject

    user = make_user(email="kristin@example.org")
    exhibitor = make_exhibitor(user=user, email=user.email)
    first, second = places(exhibitor)[:2]
    Place.objects.filter(pk__in=[first.pk, second.pk]).update(name="Kristin", user=user)
    code = first.code

    let_go_of_bookings(Booking.objects.filter(pk=exhibitor.booking_id), Subject.of(user), AT)

    states = [(one.state, one.name) for one in places(exhibitor)]
    assert states == [(PlaceState.CONFIRMED, ""), (PlaceState.CANCELLED, ""), (PlaceState.CONFIRMED, "")]
    assert places(exhibitor)[0].code != code
