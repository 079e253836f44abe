"""The demo's invoices: one of each kind, whenever it is made."""

from datetime import timedelta

import pytest
import time_machine

from events.invoicing.balances import in_state, with_balance
from events.invoicing.enums import InvoiceState
from events.invoicing.models import CreditNote, Invoice, Reminder
from events.invoicing.queries import money_of
from events.invoicing.reminding import remind_overdue
from events.invoicing.seeds import CONFERENCE, seed
from events.seeds import occurrence_of
from events.seeds import seed as seed_events
from tests.events.conftest import seed_demo_people
from tests.factories.events import AT

pytestmark = pytest.mark.django_db


def number_in(state, on):
    return in_state(with_balance(Invoice.objects.all()), state, on=on.date()).count()


@pytest.mark.parametrize("month", [1, pytest.param(7, marks=pytest.mark.slow), 12])
def test_demo_has_an_invoice_of_each_kind_in_every_month(month):
    seed_demo_people()
    now = AT.replace(month=month)
    with time_machine.travel(now, tick=False):
        seed_events()
        seed()
        seed()

    assert {state: number_in(state, now) for state in ("paid", "overdue", "credited", "unpaid")} == {
        InvoiceState.PAID: 1,
        InvoiceState.OVERDUE: 1,
        InvoiceState.CREDITED: 1,
        InvoiceState.UNPAID: 1,
    }
    assert Reminder.objects.get().invoice.recipient_email == "bjornar@example.org"
    assert CreditNote.objects.get().invoice.recipient_email == "hanne@example.org"
    assert money_of(occurrence_of(CONFERENCE), on=now.date()).bookings == 1
    assert [remind_overdue(at=now + timedelta(days=days)) for days in (0, 6)] == [0, 0]
    days = list(Invoice.objects.order_by("year", "number").values_list("issued_on", flat=True))
    assert days == sorted(days)
