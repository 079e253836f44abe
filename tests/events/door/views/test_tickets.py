"""Tickets beside bookings and places: the code, the sheet, and the day as a file."""

import pytest

from events.domain.naming import name_place
from events.domain.orders import Named
from events.enums import PlaceMode
from events.place_links import booking_path, place_token
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_category

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]


def own_booking(**fields):
    me = Named(name="Ingrid Moen", email="ingrid@example.org")
    return order(make_category(**fields), me, somebody(1))


def test_ticket_is_a_sheet_until_it_changes_hands(guest):
    place = own_booking().places.order_by("pk").first()
    address = f"/places/{place_token(place)}/ticket.pdf"

    response = guest.get(address)
    assert response.content.startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"

    name_place(place=place, person=Named(name="Kari Ny", email="new@example.org"), by=None, at=AT)
    assert guest.get(address).status_code == 404


def test_who_takes_part_online_or_waits_has_no_sheet(guest):
    online = own_booking(mode=PlaceMode.ONLINE).places.order_by("pk").first()
    waits = own_booking(size=0).places.order_by("pk").first()

    for place in (online, waits):
        assert guest.get(f"/places/{place_token(place)}/ticket.pdf").status_code == 404


def test_page_of_a_place_leads_to_sheet_and_calendar(guest):
    place = own_booking().places.order_by("pk").first()
    token = place_token(place)

    said = guest.get(f"/places/{token}/").content.decode()

    assert f"/places/{token}/ticket.pdf" in said
    assert f"/places/{token}/calendar.ics" in said


def test_page_of_a_booking_holds_all_tickets_and_ones_own_day(guest):
    booking = own_booking()
    mine, other = booking.places.order_by("pk")

    said = guest.get(booking_path(booking)).content.decode()

    assert said.count("ticket__code") == 2
    assert f"/places/{place_token(other)}/ticket.pdf" in said
    assert f"/places/{place_token(mine)}/calendar.ics" in said
    assert f"/places/{place_token(other)}/calendar.ics" not in said


def test_day_as_a_file_is_the_entry_of_the_mail(guest):
    place = own_booking().places.order_by("pk").first()

    said = guest.get(f"/places/{place_token(place)}/calendar.ics").content.decode()

    assert f"UID:{place.occurrence.uid}@" in said
    assert "METHOD:PUBLISH" in said
    assert place.code not in said
