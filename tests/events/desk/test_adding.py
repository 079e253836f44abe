"""Staff sign somebody up for a ticket that costs: who pays comes from the register."""

import uuid

import pytest

from cms.people.models import InvoiceAddress
from events.invoicing.models import Payer
from events.models import Booking
from tests.factories.invoicing import NUMBER, WRONG_NUMBER, make_priced
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def elvestad():
    elvestad = make_organisation("Elvestad kommune", kind="municipality", number=NUMBER)
    known = {"email": "faktura@elvestad.example.org", "address": "Torget 1", "buyer_reference": "ELV-0731"}
    InvoiceAddress.objects.create(organisation=elvestad, **known)
    return elvestad


@pytest.fixture
def category():
    return make_priced(audience="public_body")


def adding(category, organisation=None):
    query = f"?organisation={organisation.key}" if organisation else ""
    return f"/admin/events/{category.occurrence.pk}/people/add/{query}"


def somebody(category, **payer):
    about = {"key": str(uuid.uuid4()), "category": category.pk, "name": "Åse Moen", "email": "ase@example.org"}
    return about | {f"payer-{name}": value for name, value in payer.items()}


def words(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("text", ["elvestad", NUMBER])
def test_organisation_is_looked_up(client, category, elvestad, text):
    said = words(client.get(adding(category), {"find": text}))

    assert f'href="?organisation={elvestad.key}"' in said


def test_nobody_found_is_said(client, category):
    assert "Nothing fits." in words(client.get(adding(category), {"find": "ukjent"}))


@pytest.mark.parametrize("key", ["x", "7d1f3c1e-5a0b-4c0d-9a55-0c6f5a3a2b11", "\x00"])
def test_address_that_makes_no_sense_chooses_nobody(client, category, key):
    assert client.get(adding(category), {"organisation": key}).context["organisation"] is None


def test_who_pays_is_filled_in_from_the_register(client, category, elvestad):
    said = words(client.get(adding(category, elvestad)))

    filled = ("Elvestad kommune", NUMBER, "ELV-0731", "faktura@elvestad.example.org")
    assert [value for value in filled if f'value="{value}"' not in said] == []
    assert "Torget 1" in said


def test_what_was_filled_in_is_kept_with_the_booking(client, category, elvestad):
    form = client.get(adding(category, elvestad)).context["payer"]

    answer = client.post(adding(category, elvestad), somebody(category, **form.initial))

    assert answer.status_code == 302
    booking = Booking.objects.get()
    assert (booking.organisation, booking.payer.name) == (elvestad, "Elvestad kommune")
    assert (booking.payer.number, booking.payer.reference, booking.payer.is_public) == (NUMBER, "ELV-0731", True)
    assert (booking.payer.email, booking.payer.address) == ("faktura@elvestad.example.org", "Torget 1")


def test_another_office_may_pay(client, category, elvestad):
    client.post(
        adding(category, elvestad), somebody(category, name="Elvestad helsehus", number=NUMBER, reference="H 1")
    )

    assert Payer.objects.values_list("name", "reference").get() == ("Elvestad helsehus", "H 1")


@pytest.mark.parametrize("wrong", [{"number": WRONG_NUMBER, "reference": "R"}, {"number": NUMBER}, {"reference": "R"}])
def test_what_is_wrong_comes_back_with_what_was_written(client, category, wrong):
    answer = client.post(adding(category), somebody(category, address="Torget 9", **wrong))

    assert (answer.status_code, "Torget 9" in words(answer), "Åse Moen" in words(answer)) == (422, True, True)
    assert not Booking.objects.exists()


def test_who_pays_may_be_said_later(client, category):
    assert client.post(adding(category), somebody(category, later="on")).status_code == 302

    assert Booking.objects.exists()
    assert not Payer.objects.exists()


def test_ticket_that_is_free_asks_for_no_payer(client):
    category = make_priced("0")

    assert client.get(adding(category)).context["payer"] is None
    assert client.post(adding(category), somebody(category)).status_code == 302


def test_free_ticket_beside_one_that_costs_needs_no_payer(client, category):
    free = make_priced("0", occurrence=category.occurrence)

    assert client.post(adding(category), somebody(free, number=WRONG_NUMBER)).status_code == 302
    assert not Payer.objects.exists()
