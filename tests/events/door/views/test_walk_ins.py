"""Somebody without a booking, let in at the door."""

import re
from uuid import uuid4

import pytest
import time_machine

from cms.mail.models import OutboxMessage
from events.door.models import CheckIn
from events.models import Place
from tests.factories.door import OVER, make_day, make_door_staff
from tests.factories.events import make_category, make_occurrence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def at(day, what="without-booking/"):
    return f"/check-in/{day.uid}/{what}"


def form_for(day, **fields):
    return {"name": "Tor Vik", "category": day.categories.get().pk, "nonce": str(uuid4()), **fields}


def test_guest_gets_a_free_place(client, staff):
    day = make_day()
    form = form_for(day)
    assert "Without a booking" in client.get(at(day)).content.decode()

    for _time in range(2):
        answer = client.post(at(day), form, follow=True)
        assert "Welcome" in answer.content.decode()
    assert Place.objects.count() == 1
    day.quotas.update(size=1)
    full = client.post(at(day), form_for(day, name="Liv"))

    assert full.status_code == 422
    assert "There is no free place" in full.content.decode()


@pytest.mark.parametrize(("address", "mails"), [("", 0), ("tor@example.org", 1)])
def test_ticket_is_mailed_to_who_left_an_address(client, staff, django_capture_on_commit_callbacks, address, mails):
    day = make_day()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(at(day), form_for(day, email=address))

    assert [one.to_address for one in OutboxMessage.objects.all()] == [address] * mails


@pytest.mark.parametrize("address", ["", "berit@example.org"])
def test_page_gone_back_to_is_a_new_form_for_somebody_else(client, staff, address):
    day = make_day()
    form = form_for(day)
    client.post(at(day), form)

    again = client.post(at(day), form | {"name": "Berit Moe", "email": address})
    page = again.content.decode()

    assert again.status_code == 422
    assert "has let in somebody else already" in page
    assert 'value="Berit Moe"' in page
    assert form["nonce"] not in page
    assert list(Place.objects.values_list("name", flat=True)) == ["Tor Vik"]


def test_guest_comes_to_the_session_of_the_door_and_the_door_stays_there(client, staff):
    day, session = make_day(), uuid4()
    assert f"without-booking/?session={session}" in client.get(at(day, ""), {"session": session}).content.decode()
    assert f"/check-in/{day.uid}/?session={session}" in client.get(at(day), {"session": session}).content.decode()

    answer = client.post(f"{at(day)}?session={session}", form_for(day))

    assert CheckIn.objects.get().session_key == session
    assert answer.url.endswith(f"&session={session}")


def test_what_a_ticket_costs_stands_beside_it(client, staff):
    category = make_category(make_occurrence(), price=2400)

    assert re.search(r"<option[^>]*>Deltaker, [^<]+, 2.400 kr", client.get(at(category.occurrence)).content.decode())


def test_name_of_nothing_but_signs_is_refused(client, staff):
    day = make_day()

    assert client.post(at(day), form_for(day, name="\u202e\u202e")).status_code == 422
    assert Place.objects.count() == 0


def test_over_is_over(client):
    with time_machine.travel(OVER, tick=False):
        client.force_login(make_door_staff(language="en"))
        day = make_day()

        assert "it is over" in client.post(at(day), form_for(day)).content.decode()
