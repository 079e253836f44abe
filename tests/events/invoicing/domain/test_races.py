"""Two at once, each with its negative control."""

import pytest
from django.db import IntegrityError

from events.invoicing.domain.credits import MoreThanTheLine, Part, credit
from events.invoicing.domain.invoices import NothingToInvoice, invoice_booking
from events.invoicing.domain.payments import ReferenceUsed
from events.invoicing.models import CreditNote, Invoice, InvoicedPlace, NumberSeries, Payment
from tests.factories.events import AT
from tests.factories.invoicing import make_invoice, make_priced, make_priced_places, make_seller, pay
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db(transaction=True)
INSERT = 'INSERT INTO "invoicing_invoice"'
CREDIT = 'INSERT INTO "invoicing_creditnote"'
BOOKINGS = 4


def kinds(ended):
    return sorted(type(one).__name__ for one in ended if isinstance(one, Exception))


def invoice_many(number=BOOKINGS):
    make_seller()
    category = make_priced()
    bookings = [make_priced_places(category)[0].booking for _ in range(number)]

    def of(booking):
        return lambda: invoice_booking(booking=booking, by=None, at=AT)

    return at_once(*[of(booking) for booking in bookings], meet_before=INSERT)


def test_numbers_follow_one_another():
    make_invoice()

    ended = invoice_many()

    assert kinds(ended) == []
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert NumberSeries.objects.get().last_number == 5


def test_without_the_lock_two_want_the_same_number(monkeypatch):
    make_invoice()
    take_away_locks(monkeypatch)

    ended = invoice_many()

    assert set(kinds(ended)) == {IntegrityError.__name__}
    assert Invoice.objects.count() < BOOKINGS + 1


def click_twice():
    make_seller()
    booking = make_priced_places(make_priced(), 2)[0].booking
    return at_once(*[lambda: invoice_booking(booking=booking, by=None, at=AT)] * 2, meet_before=INSERT)


def test_double_click_is_one_invoice():
    assert kinds(click_twice()) == [NothingToInvoice.__name__]
    assert (Invoice.objects.count(), NumberSeries.objects.get().last_number) == (1, 1)


def test_without_the_lock_the_database_refuses_the_second_click(monkeypatch):
    take_away_locks(monkeypatch)

    assert kinds(click_twice()) == [IntegrityError.__name__]
    assert InvoicedPlace.objects.count() == 2


def credit_twice():
    line = make_invoice(number=3).lines.get()

    def two():
        return credit(invoice=line.invoice, parts=[Part(line.pk, 2)], reason="", by=None, at=AT)

    return at_once(two, two, meet_before=CREDIT)


def test_no_more_is_credited_than_there_is():
    assert kinds(credit_twice()) == [MoreThanTheLine.__name__]
    assert CreditNote.objects.count() == 1


def test_same_money_written_down_by_two_is_one_payment():
    first, second = make_invoice(), make_invoice()

    ended = at_once(lambda: pay(first, "1250", reference="DNB 1"), lambda: pay(second, "1250", reference="DNB 1"))

    assert kinds(ended) == [ReferenceUsed.__name__]
    assert Payment.objects.count() == 1
