"""Taking invoices back, whole and in part."""

import uuid
from decimal import Decimal

import pytest

from cms.mail.models import OutboxMessage
from events.domain.places import cancel_place
from events.invoicing.domain.credits import (
    DecidedAlready,
    MoreThanTheLine,
    NothingToCredit,
    OfAnotherInvoice,
    Part,
    ReasonMissing,
    credit,
    credit_whole,
    keep_charge,
)
from events.invoicing.domain.invoices import NothingToInvoice, invoice_booking
from events.invoicing.models import CreditedPlace, CreditNote, InvoicedPlace
from events.invoicing.queries import (
    credited_before,
    places_to_credit,
    places_to_invoice,
    proposed_quantities,
    waived_places,
)
from tests.factories.events import AT
from tests.factories.invoicing import make_invoice, make_priced

pytestmark = pytest.mark.django_db


def of(invoice, quantity, line=None, **fields):
    parts = [Part((line or invoice.lines.get()).pk, quantity)]
    return credit(**{"invoice": invoice, "parts": parts, "reason": "", "by": None, "at": AT, **fields})


def cancelled(place):
    cancel_place(place=place, by=None, at=AT, staff=True)
    return place


def test_part_of_a_line_is_credited():
    invoice = make_invoice(number=3)

    note = of(invoice, 2, reason="To kom ikke")

    assert note.shown_number == "K2026-000001"
    assert (note.net, note.vat, note.gross) == (Decimal(2000), Decimal(500), Decimal(2500))
    assert OutboxMessage.objects.filter(kind="invoicing/mail/credit_note").count() == 1


def test_parts_come_to_the_whole_to_the_ore():
    invoice = make_invoice(make_priced("333.33"), number=3)

    for _one in range(3):
        of(invoice, 1)

    notes = CreditNote.objects.all()
    assert (sum(note.net for note in notes), sum(note.vat for note in notes)) == (invoice.net, invoice.vat)


@pytest.mark.parametrize(("before", "quantity", "left"), [(0, 4, 3), (2, 2, 1), (3, 1, 0), (0, -1, 3)])
def test_more_than_the_line_is_refused(before, quantity, left):
    invoice = make_invoice(number=3)
    if before:
        of(invoice, before)

    with pytest.raises(MoreThanTheLine) as refused:
        of(invoice, quantity)

    assert refused.value.left == left


def test_lines_of_another_invoice_are_refused():
    invoice, other = make_invoice(), make_invoice()

    with pytest.raises(OfAnotherInvoice):
        of(invoice, 1, line=other.lines.get())


def test_nothing_is_no_credit_note():
    invoice = make_invoice()

    with pytest.raises(NothingToCredit):
        of(invoice, 0)
    credit_whole(invoice=invoice, reason="", by=None, at=AT)
    with pytest.raises(NothingToCredit):
        credit_whole(invoice=invoice, reason="", by=None, at=AT)


def test_same_form_twice_is_one_credit_note():
    invoice, key = make_invoice(number=3), uuid.uuid4()

    first, second = of(invoice, 1, key=key), of(invoice, 1, key=key)

    assert (first, CreditNote.objects.count()) == (second, 1)


def test_place_given_back_is_proposed_and_credited_first():
    invoice = make_invoice(number=3)
    gone = cancelled(invoice.booking.places.order_by("pk")[1])

    assert proposed_quantities(invoice) == {invoice.lines.get().pk: 1}
    of(invoice, 1)

    assert CreditedPlace.objects.get().invoiced.place == gone
    assert not places_to_credit(invoice.occurrence).exists()


def test_credited_place_that_lives_may_be_invoiced_again():
    invoice = make_invoice(number=2)

    of(invoice, 1)

    assert places_to_invoice(invoice.occurrence).count() == 1


def test_credited_place_that_is_not_to_be_paid_is_invoiced_only_after_all():
    invoice = make_invoice(number=2)
    booking = {"booking": invoice.booking, "by": None, "at": AT}
    of(invoice, 1, waives=True)

    assert (places_to_invoice().count(), waived_places(invoice.occurrence).count()) == (0, 1)
    with pytest.raises(NothingToInvoice):
        invoice_booking(**booking)

    again = invoice_booking(**booking, waived=True)
    assert (again.lines.get().quantity, waived_places().count()) == (1, 0)

    credit_whole(invoice=again, reason="", by=None, at=AT)
    assert (places_to_invoice().count(), waived_places().count()) == (1, 0)


def test_credited_before_is_told_of_who_still_comes():
    invoice, other = make_invoice(number=2), make_invoice()
    cancelled(invoice.booking.places.first())
    of(invoice, 1)
    assert credited_before([invoice.booking, other.booking]) == {}

    of(invoice, 1)
    assert credited_before([invoice.booking, other.booking]) == {invoice.booking_id: [invoice]}


def test_somebody_pays_all_the_same_for_a_reason():
    invoice = make_invoice()
    cancelled(invoice.booking.places.get())
    there = InvoicedPlace.objects.get()

    with pytest.raises(ReasonMissing):
        keep_charge(invoiced=there, reason=" ", by=None, at=AT)
    keep_charge(invoiced=there, reason="Etter fristen", by=None, at=AT)

    assert not places_to_credit(invoice.occurrence).exists()
    with pytest.raises(DecidedAlready):
        keep_charge(invoiced=there, reason="Igjen", by=None, at=AT)
