"""One's own bookings and those of an organisation, on the pages that list them."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client

from events.domain.orders import Named
from events.models import Booking
from events.place_links import booking_path, place_token
from tests.events.views.sending import words
from tests.factories.bookings import order, somebody
from tests.factories.events import make_category
from tests.factories.people import make_membership, make_organisation, make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]


def test_my_bookings_are_mine_alone():
    me, other = make_user(name="Jeg Selv"), make_user()
    category = make_category()
    order(category, Named(name="Annen", email=other.email, user=other), email=other.email)
    Booking.objects.update(contact=other)
    mine, theirs = (words(signed_in(user).get("/me/bookings/")) for user in (me, other))

    assert "Langvarig strømbrudd" not in mine
    assert theirs.count("Langvarig strømbrudd") == 2
    assert Client().get("/me/bookings/").status_code == 302


@pytest.mark.parametrize("number", [1, 4])
def test_my_day_says_what_comes_and_what_is_missing(number):
    me = make_user()
    assert "Mine påmeldinger" not in words(signed_in(me).get("/me/"))
    for _one in range(number):
        order(make_category(), Named(name=me.name, email=me.email, user=me), Named())
    Booking.objects.update(contact=me)
    client = signed_in(me)
    client.get("/me/")

    with count_queries() as asked:
        page = words(client.get("/me/", headers={"accept-language": "en"}))

    assert len(asked) == 6, asked
    assert page.count("1 navn mangler") == number


def test_my_day_no_longer_says_what_is_over():
    me = make_user()
    booking = order(make_category(), Named(name=me.name, email=me.email, user=me))
    found = []
    for seconds in (-1, 61):
        with time_machine.travel(booking.occurrence.ends_at + timedelta(seconds=seconds), tick=False):
            found.append("Mine påmeldinger" in words(signed_in(me).get("/me/")))

    assert found == [True, False]


def test_whoever_booked_as_a_guest_finds_it_once_their_address_is_shown_to_be_theirs():
    category = make_category(size=2)
    order(category, somebody(1, email="Kari@Example.org"), Named(), email="kari@example.org")
    order(make_category(), somebody(2, email="other@example.org"), email="other@example.org")
    kari, unproved = make_user(email="kari@example.org"), make_user(email="other@example.org", confirmed=False)
    EmailAddress.objects.create(user=unproved, email="kari2@example.org", verified=True)

    day = words(signed_in(kari).get("/me/"))
    mine, theirs = (words(signed_in(user).get("/me/bookings/")) for user in (kari, unproved))

    assert "1 navn mangler: Langvarig strømbrudd" in day
    assert place_token(category.occurrence.places.order_by("pk").first()) in day
    assert "/me/bookings/" in day
    assert mine.count("Langvarig strømbrudd") == 2
    assert "Du har ikke bestilt" not in mine
    assert "Langvarig strømbrudd" not in theirs
    assert "Langvarig strømbrudd" not in words(signed_in(unproved).get("/me/"))
    assert "Du har plass: billetten din" in words(signed_in(kari).get(f"/events/{category.occurrence.uid}/"))


def test_what_an_account_ordered_is_nobody_elses_who_has_its_address_now():
    former, later = make_user(email="old@example.org"), make_user(email="post@example.org")
    order(make_category(), Named(name=former.name, email="post@example.org", user=former), email="post@example.org")
    Booking.objects.update(contact=former)

    assert "Langvarig strømbrudd" not in words(signed_in(later).get("/me/bookings/"))


def test_organisation_page_shows_its_bookings_alone():
    contact, organisation = make_user(), make_organisation()
    make_membership(contact, organisation, role="contact")
    category = make_category()
    booking = order(category, number=2, organisation=organisation)
    other = order(category, organisation=make_organisation(name="Annen kommune"), email="x@example.org")

    page = words(signed_in(contact).get(f"/organisation/{organisation.key}/"))

    assert booking_path(booking) in page
    assert booking_path(other) not in page
    assert f"/events/{category.occurrence.uid}/sign-up/?organisation={organisation.key}" in page
