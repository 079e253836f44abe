"""What is to be invoiced and credited when the event itself changes."""

from decimal import Decimal

import pytest

from events.domain.occurrences import cancel, postpone
from events.enums import OccurrenceState
from events.invoicing.domain.credits import credit_whole, keep_charge
from events.invoicing.domain.invoices import NotHeld, invoice_booking
from events.invoicing.models import Invoice, InvoicedPlace
from events.invoicing.queries import money_of, places_to_credit, places_to_invoice, proposed_quantities, waived_places
from events.models import Occurrence
from tests.factories.events import AT
from tests.factories.invoicing import make_invoice, make_priced, make_priced_places, make_seller

pytestmark = pytest.mark.django_db


def off(verb, occurrence):
    return verb(occurrence=occurrence, reason="Flom", by=None, at=AT)


@pytest.mark.parametrize("verb", [cancel, postpone])
def test_nothing_is_invoiced_of_what_is_called_off_or_has_no_day(verb):
    make_seller()
    place = make_priced_places(make_priced())[0]
    off(verb, place.occurrence)

    with pytest.raises(NotHeld):
        invoice_booking(booking=place.booking, by=None, at=AT)

    assert (places_to_invoice(place.occurrence).count(), Invoice.objects.count()) == (0, 0)


def test_with_a_new_day_it_is_invoiced_again():
    make_seller()
    place = make_priced_places(make_priced())[0]
    off(postpone, place.occurrence)
    Occurrence.objects.filter(pk=place.occurrence_id).update(state=OccurrenceState.OPEN)

    assert places_to_invoice(place.occurrence).count() == 1
    assert invoice_booking(booking=place.booking, by=None, at=AT).net == Decimal(1000)


def test_what_was_invoiced_of_a_cancelled_event_is_to_be_credited():
    invoice = make_invoice(number=3)
    occurrence = off(cancel, invoice.occurrence)

    assert (money_of(occurrence, on=AT.date()).to_credit, proposed_quantities(invoice)) == (
        3,
        {invoice.lines.get().pk: 3},
    )
    keep_charge(invoiced=InvoicedPlace.objects.first(), reason="Maten var laget", by=None, at=AT)
    assert places_to_credit(occurrence).count() == 2
    credit_whole(invoice=invoice, reason="Avlyst", by=None, at=AT)
    assert places_to_credit(occurrence).count() == 0
    assert not places_to_invoice(occurrence).exists()


def test_what_was_invoiced_of_a_postponed_event_stands():
    invoice = make_invoice()

    assert not places_to_credit(off(postpone, invoice.occurrence)).exists()


def test_what_is_waived_of_a_cancelled_event_is_not_offered_again():
    invoice = make_invoice()
    credit_whole(invoice=invoice, reason="Frivillig", waives=True, by=None, at=AT)
    assert waived_places(invoice.occurrence).count() == 1

    assert waived_places(off(cancel, invoice.occurrence)).count() == 0
