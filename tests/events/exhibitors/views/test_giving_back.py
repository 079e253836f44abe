"""The place with the price of a stand, where somebody tries to give it back."""

import pytest
from django.test import Client

from cms.people.domain.roles import set_up_roles
from cms.people.roles import COORDINATOR
from events.enums import PlaceState
from events.exhibitors.enums import ExhibitorState
from events.exhibitors.links import page_path
from events.place_links import booking_path, place_token
from tests.factories.events import AT
from tests.factories.exhibitors import fresh, make_exhibitor
from tests.factories.people import make_holder_of
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture
def exhibitor():
    return make_exhibitor()


def html_of(path):
    return Client().get(path, headers=EN).content.decode()


def test_the_place_with_the_price_says_why_it_is_not_given_back(exhibitor):
    first, second = exhibitor.booking.places.order_by("pk")[:2]
    cancel = f"{booking_path(exhibitor.booking)}cancel/"

    html = html_of(f"{cancel}{first.pk}/")
    assert "It carries the price of the stand" in html
    assert page_path(exhibitor, "give_stand_back") in html
    assert "Yes, give back" not in html
    assert "Yes, give back" in html_of(f"{cancel}{second.pk}/")

    answer = Client().post(f"{cancel}{first.pk}/", headers=EN, follow=True)
    assert "A stand hangs on this place" in answer.content.decode()
    assert exhibitor.booking.places.filter(state=PlaceState.CONFIRMED).count() == 3


def test_the_whole_booking_says_that_the_stand_goes_too(exhibitor):
    assert "is given back with the booking" in html_of(f"{booking_path(exhibitor.booking)}cancel/")


def test_the_staff_is_told_why_a_place_stays(exhibitor):
    place = exhibitor.booking.places.order_by("pk").first()
    path = f"/admin/events/{exhibitor.occurrence.pk}/people/{place.pk}/take-back/"

    set_up_roles(at=AT)
    client = signed_in(make_holder_of(COORDINATOR, language="en"))

    answer = client.post(path, {"reason": "Meldt to ganger"}, headers=EN)

    assert "A stand hangs on this place" in answer.content.decode()
    assert fresh(exhibitor).state == ExhibitorState.CONFIRMED


def test_who_is_named_on_it_may_say_that_they_do_not_come(exhibitor):
    place = exhibitor.booking.places.order_by("pk").first()
    place.name, place.email = "Ola", "ola@example.org"
    place.save()

    html = Client().post(f"/places/{place_token(place)}/come/", {"do": "no"}, headers=EN).content.decode()

    assert "Your place is given back" in html
    place.refresh_from_db()
    assert (place.state, place.name) == (PlaceState.CONFIRMED, "")
