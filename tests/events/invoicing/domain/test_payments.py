"""Money that comes in and goes back, and how an invoice stands by it."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.invoicing.balances import balance_of, in_state, with_balance
from events.invoicing.domain.credits import Part, credit, credit_whole, credited_quantities
from events.invoicing.domain.payments import (
    InTheFuture,
    Money,
    MoreThanPaid,
    ReferenceUsed,
    TakenBackAlready,
    WrongAmount,
    register_refund,
    take_back_payment,
)
from events.invoicing.enums import InvoiceState
from events.invoicing.models import Invoice, Payment
from tests.factories.events import AT
from tests.factories.invoicing import make_invoice, make_priced, pay

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)
LATER = TODAY + timedelta(days=31)


def state(invoice, on=TODAY):
    return balance_of(Invoice.objects.get(pk=invoice.pk)).state(on)


def refund(invoice, amount):
    return register_refund(invoice=invoice, money=Money(Decimal(amount), TODAY), by=None, at=AT)


def test_states_follow_the_money():
    invoice = make_invoice()
    assert (state(invoice), state(invoice, LATER)) == (InvoiceState.UNPAID, InvoiceState.OVERDUE)

    pay(invoice, "250")
    assert (state(invoice), state(invoice, LATER)) == (InvoiceState.PARTLY, InvoiceState.OVERDUE)

    pay(invoice, "1000")
    assert (state(invoice), state(invoice, LATER)) == (InvoiceState.PAID, InvoiceState.PAID)

    pay(invoice, "0.01")
    assert state(invoice) == InvoiceState.OVERPAID


def test_credited_after_it_was_paid_is_owed_back():
    invoice = make_invoice()
    pay(invoice, "1250")
    credit_whole(invoice=invoice, reason="", by=None, at=AT)
    assert state(invoice) == InvoiceState.OVERPAID

    refund(invoice, "1250")

    assert state(invoice) == InvoiceState.CREDITED


def test_payment_taken_back_is_a_row_against_it():
    invoice = make_invoice()
    payment = pay(invoice, "1250", reference="DNB 7")

    take_back_payment(payment=payment, note="Feil faktura", by=None, at=AT)

    assert state(invoice) == InvoiceState.UNPAID
    assert list(Payment.objects.values_list("amount", flat=True)) == [Decimal(1250), Decimal(-1250)]
    with pytest.raises(TakenBackAlready):
        take_back_payment(payment=payment, note="", by=None, at=AT)
    with pytest.raises(TakenBackAlready):
        take_back_payment(payment=Payment.objects.get(amount__lt=0), note="", by=None, at=AT)


def test_same_reference_is_written_down_once():
    first, second = make_invoice(), make_invoice()
    payment = pay(first, "1250", reference="DNB 7")

    with pytest.raises(ReferenceUsed):
        pay(second, "1250", reference=" DNB 7")
    pay(second, "1250", reference="DNB 7", source="vipps")

    take_back_payment(payment=payment, note="", by=None, at=AT)
    assert pay(second, "1250", reference="DNB 7").turn == 1
    with pytest.raises(ReferenceUsed):
        pay(first, "1250", reference="DNB 7")


def test_same_form_twice_is_one_payment():
    invoice, key = make_invoice(), uuid.uuid4()

    assert pay(invoice, "100", key=key) == pay(invoice, "100", key=key)
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("amount", ["0", "-1", "0.005"])
def test_wrong_amounts_are_refused(amount):
    with pytest.raises(WrongAmount):
        pay(make_invoice(), amount)


def test_tomorrow_is_refused():
    with pytest.raises(InTheFuture):
        pay(make_invoice(), "1", on=TODAY + timedelta(days=1))


def test_no_more_goes_back_than_was_paid_too_much():
    invoice = make_invoice()
    pay(invoice, "1300")

    with pytest.raises(MoreThanPaid) as refused:
        refund(invoice, "50.01")

    assert refused.value.most == Decimal(50)
    refund(invoice, "50")
    assert state(invoice) == InvoiceState.PAID


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(["pay", "credit", "back", "refund"]), st.integers(1, 150_000)), max_size=8))
def test_state_agrees_with_all_that_happened(steps):
    """In Python and in SQL, whatever was done in whatever order."""
    invoice = make_invoice(make_priced("133.33"), number=3)
    line = invoice.lines.get()
    for what, number in steps:
        amount = Decimal(number) / 100
        if what == "pay":
            pay(invoice, amount)
        elif what == "credit" and credited_quantities([line.pk]).get(line.pk, 0) < 3:
            credit(invoice=invoice, parts=[Part(line.pk, 1)], reason="", by=None, at=AT)
        elif what == "back" and (payment := invoice.payments.filter(takes_back=None, taken_back_by=None).first()):
            take_back_payment(payment=payment, note="", by=None, at=AT)
        elif what == "refund" and (owed := -balance_of(Invoice.objects.get(pk=invoice.pk)).left) > 0:
            refund(invoice, min(amount, owed))

    received = sum(one.amount for one in invoice.payments.all()) - sum(one.amount for one in invoice.refunds.all())
    owed = invoice.gross - sum(note.gross for note in invoice.credit_notes.all())
    balance = balance_of(Invoice.objects.get(pk=invoice.pk))
    assert (balance.received, balance.owed) == (received, owed)
    for day in (TODAY, LATER):
        found = [one for one in InvoiceState.values if _is(invoice, one, day)]
        assert found == [balance.state(day)]
    assert (balance.state(TODAY) == InvoiceState.PAID) == (received == owed != 0)


def _is(invoice, state, day):
    return in_state(with_balance(Invoice.objects.filter(pk=invoice.pk)), state, on=day).exists()
