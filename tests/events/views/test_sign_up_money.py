"""What signing up costs, and who pays: said on the form, and once it was sent."""

import pytest
from django.test import Client

from cms.people.models import InvoiceAddress
from events.models import Booking, Place
from tests.events.views.sending import PAYER, followed, send, url, words
from tests.factories.events import make_category, make_voucher
from tests.factories.people import make_membership, make_organisation, make_user
from tests.learning.views.desk import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]


@pytest.mark.parametrize(
    ("audience", "said"),
    [
        ("everybody", "1,500 kr, of which 300 kr is VAT"),
        ("public_body", "1,500 kr with VAT, 1,200 kr without VAT"),
    ],
)
def test_price_that_is_paid_stands_at_the_ticket(audience, said):
    category = make_category(price=1200, vat_code="standard", audience=audience)

    assert said in words(Client(headers={"accept-language": "en"}).get(url(category.occurrence)))


def test_price_at_the_ticket_is_less_what_the_code_takes_off():
    category = make_category(price=1200, vat_code="standard")
    make_voucher(category.occurrence, code="HALV", discount=50)

    page = send(category, number=2, voucher="HALV", do="show")

    assert "750 kr, of which 150 kr is VAT" in words(page)
    assert "1,200 kr without VAT, plus 300 kr VAT: 1,500 kr to pay." in words(page)


def test_forged_price_is_not_read():
    category = make_category(price=1500)
    send(category, price="0", **{f"price-{category.pk}": "0"}, **PAYER)

    assert Place.objects.get().price == 1500


def test_priced_ticket_of_a_public_body_asks_who_pays():
    category = make_category(price=900, audience="public_body")
    named = {"organisation_name": "Elvestad kommune"}

    response = send(category, **named)
    assert "Organisation number: This field is required." in words(response)
    wrong = send(category, **named, **{"payer-number": "974760674", "payer-reference": "4711"})
    assert "The last digit does not fit" in words(wrong)
    send(category, **named, **{"payer-number": "974760673", "payer-reference": "4711"})
    assert Place.objects.get().price == 900


def test_swedish_body_pays_for_a_day_in_norway():
    category = make_category(price=900, audience="public_body")
    about = {"organisation_name": "Östersunds kommun", "payer-reference": "4711"}

    send(category, **about, **{"payer-number": "212000-2528"})

    payer = Booking.objects.get().payer
    assert (payer.name, payer.country, payer.number) == ("Östersunds kommun", "se", "2120002528")


def test_who_pays_is_filled_in_from_the_register():
    skogdal = make_organisation("Skogdal kommune", number="974760673")
    InvoiceAddress.objects.create(organisation=skogdal, buyer_reference="SKO-118", address="Kommunevegen 3")
    category = make_category(price=2900)
    client = signed_in(make_membership(make_user(), skogdal).user)

    payer = client.get(url(category.occurrence)).context["sheet"].payer

    shown = {name: payer[name].value() for name in ("number", "reference", "address")}
    assert shown == {"number": "974760673", "reference": "SKO-118", "address": "Kommunevegen 3"}
    assert Client().get(url(category.occurrence)).context["sheet"].payer["number"].value() is None


def test_guest_reads_what_it_costs_and_that_an_invoice_comes():
    category = make_category(size=1, price=2900, vat_code="standard")
    make_voucher(category.occurrence, discount=50)

    sure = followed(category, send(category, voucher="KOMMUNE", **PAYER))
    waits = followed(category, send(category, wait="1", name="Kari", email="kari@example.org", **PAYER))

    assert "1,450 kr without VAT, plus 362.50 kr VAT: 1,812.50 kr to pay. We send an invoice to who pays." in sure
    assert "3,625 kr to pay. When you have a place, we send an invoice to who pays." in waits
    assert "974" not in sure
    assert "Everything is settled" not in sure


def test_who_has_a_place_already_reads_the_same_of_what_it_costs():
    category = make_category(price=2900)
    first, again = (followed(category, send(category, **PAYER)) for _time in range(2))

    assert "2,900 kr to pay" in first
    assert first == again


def test_free_place_says_nothing_of_money(category):
    assert "kr" not in followed(category, send(category)).partition("<main")[2].partition("</main>")[0]


def test_fields_of_the_payer_say_for_whom_they_are_needed():
    category = make_category(price=2900, audience="public_body")

    page = words(Client(headers={"accept-language": "en"}).get(url(category.occurrence)))

    payer = page.partition('id="payer"')[2].partition("</section>")[0]
    number, reference, rest = payer.split("other public bodies must write it; others may leave it empty.")
    assert "Organisation number" in number
    assert "Your buyer reference" in reference
    assert "optional" not in number + reference
    assert rest.count("(optional)") == 2


def test_who_acts_for_several_writes_who_pays():
    somebody_of_two = make_membership(make_user(), make_organisation("Skogdal kommune", number="974760673")).user
    make_membership(somebody_of_two, make_organisation("Elvestad kommune"))
    category = make_category(price=2900)

    payer = signed_in(somebody_of_two).get(url(category.occurrence)).context["sheet"].payer

    assert payer["number"].value() is None
