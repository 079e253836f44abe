"""Who pays is kept with the booking, or the booking is refused."""

import pytest

from events.domain.bookings import InvoiceDetailsMissing
from events.invoicing.domain.payers import Details, change_payer
from events.invoicing.models import Payer
from events.models import Booking
from tests.factories.bookings import order
from tests.factories.events import AT, make_category
from tests.factories.invoicing import NUMBER, WRONG_NUMBER, make_priced
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db
TYPED = {"number": NUMBER, "reference": "Kari N", "invoice_email": "faktura@elvestad.example.org", "address": ""}


def book(category=None, typed=TYPED, **fields):
    terms = {"extras": {"payer": typed}} if typed is not None else {}
    return order(category or make_priced(), number=2, terms=terms, **fields)


@pytest.fixture
def municipality():
    return make_organisation("Elvestad kommune", kind="municipality", number=NUMBER)


def test_payer_is_kept_with_the_booking():
    payer = book().payer

    kept = (payer.name, payer.number, payer.peppol_id, payer.reference, payer.email)
    assert kept == ("Ingrid Moen", NUMBER, f"0192:{NUMBER}", "Kari N", "faktura@elvestad.example.org")


def test_free_places_need_no_payer():
    order(make_category(), number=2, terms={"extras": {"payer": {}}})

    assert not Payer.objects.exists()


def test_what_is_not_written_is_taken_from_the_organisation(municipality):
    payer = book(typed={"reference": "Kari N"}, organisation=municipality).payer

    assert (payer.name, payer.number, payer.is_public) == ("Elvestad kommune", NUMBER, True)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({**TYPED, "number": ""}, "number"),
        ({**TYPED, "number": WRONG_NUMBER}, "number"),
        ({**TYPED, "reference": ""}, "reference"),
        ({**TYPED, "reference": "x" * 61}, "reference"),
    ],
    ids=["no number", "wrong number", "no reference", "long reference"],
)
def test_public_body_that_cannot_be_invoiced_is_not_booked(typed, field):
    with pytest.raises(InvoiceDetailsMissing) as refused:
        book(make_priced(audience="public_body"), typed, contact={"organisation_name": "Elvestad kommune"})

    assert list(refused.value.fields) == [field]
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    ("typed", "missing"),
    [({}, ["address"]), ({"address": "  "}, ["address"]), ({"address": "Torget 1"}, []), ({"number": NUMBER}, [])],
)
def test_who_pays_has_an_address_or_a_number(typed, missing):
    """Bokføringsforskriften § 5-1-2."""
    refused = []
    try:
        book(typed=typed)
    except InvoiceDetailsMissing as error:
        refused = list(error.fields)

    assert (refused, Booking.objects.count()) == (missing, 0 if missing else 1)


def test_public_organisation_needs_a_reference_whatever_the_ticket(municipality):
    with pytest.raises(InvoiceDetailsMissing) as refused:
        book(typed={}, organisation=municipality)

    assert list(refused.value.fields) == ["reference"]


def test_who_staff_add_is_asked_about_later(municipality):
    booking = book(typed=None, organisation=municipality, staff=True)

    assert not Payer.objects.filter(booking=booking).exists()


def test_staff_mend_who_pays():
    booking = book()

    change_payer(booking=booking, details=Details("Nordvik IKS", reference="4711", address="Kaia 2"), by=None, at=AT)

    payer = Payer.objects.get()
    assert (payer.name, payer.reference, payer.number) == ("Nordvik IKS", "4711", "")
    with pytest.raises(InvoiceDetailsMissing):
        change_payer(booking=booking, details=Details(name="", is_public=True), by=None, at=AT)
