"""What would be issued, before it is."""

from decimal import Decimal

import pytest

from events.invoicing.domain.invoices import invoice_booking
from events.invoicing.domain.payers import Details, change_payer
from events.invoicing.domain.proposals import mark_of_proposals, proposals_of
from events.invoicing.domain.shown import ChangedSinceShown
from tests.factories.events import AT, make_booking
from tests.factories.invoicing import NUMBER, make_priced, make_priced_places, make_seller
from tests.factories.people import make_organisation
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    make_seller()
    return make_priced("333.33")


def test_invoice_is_what_was_proposed(category):
    make_priced_places(category, 3)

    (one,) = proposals_of(category.occurrence)
    invoice = invoice_booking(booking=one.booking, shown=one.mark, by=None, at=AT)

    assert (invoice.gross, invoice.recipient_name) == (one.amounts.gross, one.details.name)
    assert proposals_of(category.occurrence) == []


def test_another_payer_is_another_invoice(category):
    booking = make_priced_places(category)[0].booking
    (before,) = proposals_of(category.occurrence)

    change_payer(booking=booking, details=Details("Elvestad kommune", address="Torget 1"), by=None, at=AT)

    assert mark_of_proposals(proposals_of(category.occurrence)) != mark_of_proposals([before])
    with pytest.raises(ChangedSinceShown):
        invoice_booking(booking=booking, shown=before.mark, by=None, at=AT)


@pytest.mark.parametrize(
    ("seller", "payer", "problem"), [({"vat_registered": False}, "company", "vat"), ({}, "municipality", "payer")]
)
def test_why_there_will_be_none(category, seller, payer, problem):
    make_seller(**seller)
    organisation = make_organisation(kind=payer, number=NUMBER)
    make_priced_places(category, booking=make_booking(category.occurrence, organisation=organisation))

    (one,) = proposals_of(category.occurrence)

    assert (one.problem, one.amounts.net) == (problem, Decimal("333.33"))


@pytest.mark.parametrize("number", [1, 3])
def test_many_bookings_ask_no_more(category, number):
    for _one in range(number):
        make_priced_places(category, booking=make_booking(category.occurrence, organisation=make_organisation()))

    with count_queries() as queries:
        assert len(proposals_of(category.occurrence)) == number

    assert len(queries) == 2
