"""The link of a group: whoever has it fills in one place."""

import uuid
from datetime import timedelta

import pytest
import time_machine

from events.domain.bookings import book
from events.domain.orders import Contact, Named, Wanted
from events.place_links import booking_path, place_token, share_token
from events.views import filling
from tests.events.views.sending import words
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_category, make_occurrence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]


def test_group_fills_in_by_one_link(guest):
    booking = order(make_category(), number=2)
    page = f"/bookings/fill/{share_token(booking)}/"

    for number in (1, 2):
        response = guest.post(page, {"name": f"Kari {number}", "email": f"kari{number}@example.org"}, follow=True)
        assert f"kari{number}@example.org" in words(response)

    assert list(booking.places.order_by("pk").values_list("name", flat=True)) == ["Kari 1", "Kari 2"]
    gone = guest.get(page)
    assert gone.status_code == 410
    assert "There is nothing left to fill in" in words(gone)


def test_nobody_fills_in_two_places_by_the_link_of_a_group(guest):
    booking = order(make_category(), number=2)
    page = f"/bookings/fill/{share_token(booking)}/"
    nora = {"name": "Nora Lie", "email": "nora@example.org"}
    guest.post(page, nora)

    again = guest.post(page, nora)

    assert "This address has a place here already, so nothing was changed" in words(again)
    assert list(booking.places.order_by("pk").values_list("name", flat=True)) == ["Nora Lie", ""]
    guest.post(page, {"name": "Ola Moen", "email": "ola@example.org"})
    assert list(booking.places.order_by("pk").values_list("name", flat=True)) == ["Nora Lie", "Ola Moen"]


def test_form_of_a_group_that_is_sent_twice_leads_to_the_one_place(guest):
    booking = order(make_category())
    page = f"/bookings/fill/{share_token(booking)}/"
    nora = {"name": "Nora Lie", "email": "nora@example.org", "key": str(uuid.uuid4())}

    answers = [guest.post(page, nora) for _ in range(2)]

    assert [one["location"] for one in answers] == [f"/places/{place_token(booking.places.get())}/"] * 2
    assert "nora@example.org" not in words(guest.post(page, nora | {"key": ""}))


def test_whoever_fills_in_chooses_among_the_kinds_that_are_left(guest):
    room = make_category(name="Deltaker")
    online = make_category(room.occurrence, name="På nett", mode="online")
    contact = Contact(name="Ingrid Moen", email="ingrid@example.org", organisation_name="Elvestad kommune")
    wanted = [Wanted(room.pk, (Named(), Named())), Wanted(online.pk, (Named(),))]
    about = {"occurrence": room.occurrence, "wanted": wanted, "contact": contact, "by": None, "at": AT}
    booking = book(**about, idempotency_key=uuid.uuid4())
    page = f"/bookings/fill/{share_token(booking)}/"

    asked = words(guest.get(page))
    said = ("Booked by Elvestad kommune.", "Deltaker · In person", "På nett · Online")
    assert [one for one in said if one not in asked] == []
    assert "Choose one of the places that are left." in words(guest.post(page, {"name": "Nora", "email": ""}))
    guest.post(page, {"name": "Nora", "email": "", "kind": str(online.pk)})
    assert booking.places.get(name="Nora").category == online

    gone = words(guest.post(page, {"name": "Ola", "email": "", "kind": str(online.pk)}))
    assert "Somebody else took the last place of that kind." in gone
    assert "Your place: Deltaker · In person." in words(guest.get(page))


def test_whoever_holds_the_link_of_a_group_does_not_try_addresses_without_end(guest, monkeypatch):
    monkeypatch.setitem(filling.LIMITS, "fill", "2/d/key")
    category = make_category()
    order(category, somebody(1))
    page = f"/bookings/fill/{share_token(order(category))}/"

    answers = [guest.post(page, {"name": "Kari", "email": "kari1@example.org"}).status_code for _ in range(3)]

    assert answers == [200, 200, 429]


def test_link_of_a_group_says_why_there_is_nothing_to_fill_in(guest):
    category = make_category(make_occurrence(names_until=AT + timedelta(days=1)))
    given_back, late = order(category), order(category, email="second@example.org")
    guest.post(booking_path(given_back, "cancel_booking"))

    page = guest.get(f"/bookings/fill/{share_token(given_back)}/")
    assert (page.status_code, "There is nothing left to fill in" in words(page)) == (410, True)
    with time_machine.travel(AT + timedelta(days=2), tick=False):
        page = guest.get(f"/bookings/fill/{share_token(late)}/")
    assert (page.status_code, "It is too late to write here who comes" in words(page)) == (410, True)
