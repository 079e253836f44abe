"""What another package means for what is invoiced already."""

from decimal import Decimal

import pytest

from events.domain.bookings import InvoiceDetailsMissing
from events.exhibitors.domain.changing import change_package
from events.invoicing.domain.credits import credit_whole
from events.invoicing.domain.invoices import NothingToInvoice, invoice_booking
from events.invoicing.domain.payers import Details, change_payer
from events.invoicing.queries import places_to_credit, places_to_invoice, proposed_quantities
from tests.factories.events import AT
from tests.factories.exhibitors import make_exhibitor, make_package, somebody_applies
from tests.factories.invoicing import NUMBER, make_seller
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def exhibitor():
    make_seller()
    return make_exhibitor(make_package(power_watts=500), organisation_number=NUMBER)


def changed(exhibitor, price):
    small = make_package(exhibitor.occurrence, name="Liten stand", price=Decimal(price), power_watts=500)
    return change_package(exhibitor=exhibitor, package_id=small.pk, by=None, at=AT)


@pytest.mark.parametrize(
    ("number", "country", "peppol"),
    [(NUMBER, "no", f"0192:{NUMBER}"), ("2120001934", "se", "0007:2120001934")],
)
def test_number_and_reference_of_the_application_stand_on_the_invoice(number, country, peppol):
    make_seller()
    exhibitor = make_exhibitor(organisation_number=number, buyer_reference="Stand 4711")

    made = invoice_booking(booking=exhibitor.booking, by=None, at=AT)

    assert (made.recipient_name, made.recipient_number) == (exhibitor.organisation_name, number)
    assert (made.recipient_country, made.recipient_peppol_id, made.buyer_reference) == (country, peppol, "Stand 4711")


def test_who_pays_without_number_and_address_is_asked_for_before_the_invoice():
    make_seller()
    exhibitor = make_exhibitor(organisation_number="")

    with pytest.raises(InvoiceDetailsMissing) as refused:
        invoice_booking(booking=exhibitor.booking, by=None, at=AT)

    assert list(refused.value.fields) == ["address"]


@pytest.mark.parametrize(
    ("price", "applicant", "missing"),
    [
        (12_000, {}, ["reference"]),
        (12_000, {"buyer_reference": "ELV-0731"}, []),
        (0, {}, []),
        (12_000, {"staff": True}, []),
    ],
    ids=["without", "with", "free", "by staff"],
)
def test_public_body_gives_its_reference_before_it_has_applied(price, applicant, missing):
    package = make_package(price=Decimal(price))
    body, refused = make_organisation(kind="municipality", number=NUMBER), []
    try:
        somebody_applies(package, organisation=body, **applicant)
    except InvoiceDetailsMissing as error:
        refused = list(error.fields)

    assert (refused, package.exhibitors.count()) == (missing, 0 if missing else 1)


@pytest.mark.parametrize("said", [None, "Nordvik IKS"])
def test_who_pays_is_known_when_another_package_comes_to_cost_something(said):
    make_seller()
    free = make_package(price=Decimal(0), power_watts=500)
    exhibitor = make_exhibitor(free, organisation_number=NUMBER, buyer_reference="Stand 4711")
    if said:
        change_payer(booking=exhibitor.booking, details=Details(said, address="Kaia 2"), by=None, at=AT)

    made = invoice_booking(booking=changed(exhibitor, 5_000).booking, by=None, at=AT)

    numbers = (made.recipient_name, made.recipient_number, made.buyer_reference)
    assert numbers == ((said, "", "") if said else (exhibitor.organisation_name, NUMBER, "Stand 4711"))


def test_before_an_invoice_the_new_price_is_what_is_invoiced(exhibitor):
    booking = changed(exhibitor, 5_000).booking

    assert invoice_booking(booking=booking, by=None, at=AT).net == Decimal(5_000)


def test_after_an_invoice_it_is_proposed_to_be_credited_and_made_anew(exhibitor):
    first = invoice_booking(booking=exhibitor.booking, by=None, at=AT)
    assert not places_to_credit(exhibitor.occurrence).exists()

    changed(exhibitor, 5_000)

    assert proposed_quantities(first) == {first.lines.get().pk: 1}
    with pytest.raises(NothingToInvoice):
        invoice_booking(booking=exhibitor.booking, by=None, at=AT)
    credit_whole(invoice=first, reason="Annen pakke", by=None, at=AT)
    assert places_to_invoice(exhibitor.occurrence).count() == 1
    assert invoice_booking(booking=exhibitor.booking, by=None, at=AT).net == Decimal(5_000)
    assert not places_to_credit(exhibitor.occurrence).exists()


def test_at_the_same_price_an_invoice_stands(exhibitor):
    invoice_booking(booking=exhibitor.booking, by=None, at=AT)

    changed(exhibitor, 12_000)

    assert not places_to_credit(exhibitor.occurrence).exists()
