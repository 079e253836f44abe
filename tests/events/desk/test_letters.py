"""Staff add somebody, and write to those on the list."""

import uuid

import pytest
from wagtail.models import ModelLogEntry

from cms.mail.models import OutboxMessage
from events.domain import letters
from events.models import Booking, Place
from tests.factories.events import make_booking, make_category, make_occurrence, make_place
from tests.factories.people import make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def people(occurrence, rest=""):
    return f"/admin/events/{occurrence.pk}/people/{rest}"


@pytest.fixture
def category():
    return make_category(name="Kommune", size=1)


def somebody(category, **fields):
    values = {"key": str(uuid.uuid4()), "category": category.pk, "name": "Åse Moen", "email": "ase@example.org"}
    return values | fields


def test_staff_add_somebody_while_sign_up_is_closed(client, coordinator):
    category = make_category(make_occurrence(state="closed"), hidden=True)

    client.post(people(category.occurrence, "add/"), somebody(category))

    place = Place.objects.get()
    assert (place.name, place.state, place.booking.email) == ("Åse Moen", "confirmed", "ase@example.org")


def test_full_is_said_or_put_in_line(client, category):
    make_place(category)

    refused = client.post(people(category.occurrence, "add/"), somebody(category))
    assert refused.status_code == 422
    assert "All places are taken." in refused.content.decode()
    client.post(people(category.occurrence, "add/"), somebody(category, may_wait="on"))

    assert Place.objects.get(name="Åse Moen").state == "waiting"


def test_ticket_of_another_event_is_no_choice(client, category):
    refused = client.post(people(category.occurrence, "add/"), somebody(make_category()))

    assert refused.status_code == 422
    assert not Booking.objects.exists()


def letter(**fields):
    return {"key": str(uuid.uuid4()), "subject": "Ta med inneklær", "text": "Salen er kald.", **fields}


def test_letter_is_shown_first_and_goes_to_the_list_as_it_is_narrowed_down(client, category):
    occurrence = category.occurrence
    booking = make_booking(occurrence, email="contact@example.org")
    make_place(category, email="ase@example.org", booking=booking)
    make_place(category, name="", email="", booking=booking)
    make_place(category, email="waits@example.org", state="waiting")
    make_place(make_category(), email="other@example.org")
    values = letter()

    shown = client.post(people(occurrence, "mail/"), {**values, "do": "show"})
    assert "Salen er kald." in shown.content.decode()
    assert not OutboxMessage.objects.exists()
    for _twice in range(2):
        client.post(people(occurrence, "mail/"), {**values, "do": "send"})

    sent = OutboxMessage.objects.order_by("to_address")
    assert list(sent.values_list("to_address", flat=True)) == ["ase@example.org", "contact@example.org"]
    assert sent[0].subject == "Ta med inneklær"
    assert ModelLogEntry.objects.filter(action="events.write_letter").count() == 2


def test_nobody_and_too_many_are_said(client, category, monkeypatch):
    occurrence = category.occurrence
    nobody = client.post(people(occurrence, "mail/"), letter(do="send"))
    assert "nobody to write to" in nobody.content.decode()

    for _place in range(3):
        make_place(category)
    monkeypatch.setattr(letters, "MOST_AT_ONCE", 2)
    many = client.post(people(occurrence, "mail/"), letter(do="send"))
    assert many.status_code == 422
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("page", ["add/", "mail/"])
def test_others_may_not(category, page):
    assert signed_in(make_user()).get(people(category.occurrence, page)).status_code == 302


@pytest.mark.parametrize("number", [1, 4])
def test_queries_of_the_letter(client, category, number):
    for _place in range(number):
        make_place(category)
    client.get(people(category.occurrence, "mail/"))

    with count_queries() as asked:
        client.get(people(category.occurrence, "mail/"))

    assert len(asked) == 13, asked
