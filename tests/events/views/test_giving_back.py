"""Giving a place back, and links that open nothing any more: what people read, and where it leads."""

from datetime import timedelta

import pytest

from events.domain.naming import name_place
from events.domain.orders import Named
from events.enums import PlaceMode, Retention
from events.models import Place
from events.place_links import booking_path, place_token, share_token
from tests.factories.bookings import order, somebody, states
from tests.factories.events import AT, make_category, make_occurrence, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]
ME = Named(name="Ingrid Moen", email="ingrid@example.org")
MONEY = "the invoice stands until we have looked at it"


def words(response):
    return " ".join(response.content.decode().split())


def own_page(place, then=""):
    return f"/places/{place_token(place)}/{then}"


@pytest.mark.parametrize(("price", "said"), [(500, True), (0, False)])
def test_money_is_spoken_of_where_there_is_any(guest, price, said):
    booking = order(make_category(price=price), ME)
    place = booking.places.get()

    for page in (booking_path(booking, "cancel_booking"), own_page(place, "come/?cannot=1")):
        assert (MONEY in words(guest.get(page))) == said


def test_money_is_not_spoken_of_to_who_does_not_pay_nor_to_who_waits(guest):
    colleague = order(make_category(price=500), somebody(1)).places.get()
    waits = order(make_category(price=500, size=0))

    assert MONEY not in words(guest.get(own_page(colleague, "come/?cannot=1")))
    assert MONEY not in words(guest.get(booking_path(waits, "cancel_booking")))


def test_whoever_cannot_come_is_asked_that_first(guest):
    place = order(make_category(), ME).places.get()
    ticket = words(guest.get(own_page(place)))
    assert f"{own_page(place, 'come/')}?cannot=1" in ticket

    asked = words(guest.get(own_page(place, "come/?cannot=1")))
    assert 'class="button" type="submit" name="do" value="no"' in asked
    given = words(guest.post(own_page(place, "come/"), {"do": "no"}))

    assert f"/events/{place.occurrence.uid}/" in given
    assert states(place.booking) == ["cancelled"]


def test_mail_asks_with_coming_first(guest):
    place = order(make_category(), ME).places.get()

    assert 'class="button" type="submit" name="do" value="yes"' in words(guest.get(own_page(place, "come/")))


def test_second_tab_is_led_to_the_booking(guest):
    booking = order(make_category(), ME, somebody(1))
    page = booking_path(booking, "cancel_booked_place", booking.places.last().pk)
    guest.post(page)

    for again in (guest.post(page, follow=True), guest.get(page, follow=True)):
        assert "This place is given back already." in words(again)
    assert states(booking) == ["confirmed", "cancelled"]


def test_what_is_over_says_so_once_and_leads_on(guest):
    booking = order(make_category(), ME)
    place = booking.places.get()
    guest.post(booking_path(booking, "cancel_booking"))

    said = words(guest.get(own_page(place)))
    assert "You have no place here any more." in said
    assert f"/events/{place.occurrence.uid}/" in said
    assert "Who comes?" not in said
    assert "Names can no longer be changed" not in said
    said = words(guest.get(booking_path(booking)))
    assert "The booking is cancelled." in said
    assert "was given back or has run out" not in said


def test_who_waits_reads_of_no_ticket_and_of_nothing_to_give_back(guest):
    day = make_occurrence(cancel_until=AT + timedelta(days=3))
    one, two = (order(make_category(day, size=0), *people) for people in ([ME], [somebody(1), somebody(2)]))

    said = words(guest.get(booking_path(one)))
    for wrong in ("Ticket, and who comes", "Give back", "Can be given back until", "Take off the waiting list"):
        assert wrong not in said
    assert "Leave the waiting list" in said
    assert words(guest.get(booking_path(two))).count("Take off the waiting list") == 2


def test_needs_are_folded_away_on_the_page_held_up_at_the_door(guest):
    day = make_occurrence()
    need = make_question(day, retention=Retention.SENSITIVE)
    told = order(make_category(day), somebody(1, answers={need.key: "Nøtter"}, consents=True)).places.get()
    quiet = order(make_category(day, name="Annen"), somebody(2)).places.get()

    assert '<details class="disclosure"><summary>Name and answers' in words(guest.get(own_page(told)))
    assert '<details class="disclosure">' not in words(guest.get(own_page(quiet)))


def test_link_that_opens_nothing_says_what_to_do_and_nothing_else(guest):
    booking = order(make_category(), ME)
    place = booking.places.get()
    dead = own_page(place)
    name_place(place=place, person=somebody(1), by=None, at=AT)

    pages = [
        dead,
        f"{dead}come/",
        "/places/x/",
        booking_path(booking)[:-3] + "/",
        f"/bookings/fill/{share_token(booking)}x/",
    ]
    said = [guest.get(page) for page in pages]

    assert [one.status_code for one in said] == [404] * 5
    assert all("Use the link in our newest e-mail to you." in words(one) for one in said)
    assert not [one for one in said if booking.occurrence.title in words(one) or "Kari" in words(one)]


def test_who_takes_part_online_is_not_sent_to_the_venue(guest):
    day = make_occurrence(venue="Granåsen hotell")
    booking = order(make_category(day, mode=PlaceMode.ONLINE), ME)

    for page in (own_page(booking.places.get()), booking_path(booking)):
        said = words(guest.get(page))
        assert "Granåsen" not in said.split("<main")[1]
        assert "/join/" in said
        assert "You take part online. The way into the meeting opens here" in said


def test_who_comes_to_the_venue_reads_where_and_no_way_into_a_meeting(guest):
    place = order(make_category(make_occurrence(venue="Granåsen hotell")), ME).places.get()

    said = words(guest.get(own_page(place)))
    assert "Granåsen hotell" in said.split("<main")[1]
    assert "/join/" not in said
    assert Place.objects.get().code in said


def test_kind_of_ticket_that_is_called_as_it_is_held_is_said_once(guest):
    booking = order(make_category(name="In person"), ME)

    for page in (own_page(booking.places.get()), booking_path(booking)):
        assert "In person · In person" not in words(guest.get(page))
