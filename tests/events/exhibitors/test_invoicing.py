"""What another package means for what is invoiced already."""

from decimal import Decimal

import pytest

from events.exhibitors.domain.changing import change_package
from events.invoicing.domain.credits import credit_whole
from events.invoicing.domain.invoices import NothingToInvoice, invoice_booking
from events.invoicing.queries import places_to_credit, places_to_invoice, proposed_quantities
from tests.factories.events import AT
from tests.factories.exhibitors import make_exhibitor, make_package
from tests.factories.invoicing import make_seller

pytestmark = pytest.mark.django_db


@pytest.fixture
def exhibitor():
    make_seller()
    return make_exhibitor(make_package(power_watts=500))


def changed(exhibitor, price):
    small = make_package(exhibitor.occurrence, name="Liten stand", price=Decimal(price), power_watts=500)
    return change_package(exhibitor=exhibitor, package_id=small.pk, by=None, at=AT)


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
