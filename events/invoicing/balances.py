"""How invoices stand: reckoned from what was credited, paid and paid back, in Python for one and in SQL for lists."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from .enums import InvoiceState
from .models import CreditNote, Invoice, Payment, Refund
from .models.invoice import HALF

_MONEY = DecimalField(max_digits=14, decimal_places=2)


@dataclass(frozen=True)
class Balance:
    gross: Decimal
    credited: Decimal
    paid: Decimal
    refunded: Decimal
    due_on: date

    @property
    def owed(self) -> Decimal:
        """What is to be paid after what was credited."""
        return self.gross - self.credited

    @property
    def received(self) -> Decimal:
        return self.paid - self.refunded

    @property
    def left(self) -> Decimal:
        """Still to pay; less than nothing where something is to be paid back."""
        return self.owed - self.received

    def state(self, on: date) -> InvoiceState:
        """Overdue goes before partly paid: somebody has to do something about it."""
        if self.left < 0:
            return InvoiceState.OVERPAID
        if self.left == 0:
            return InvoiceState.CREDITED if self.owed == 0 else InvoiceState.PAID
        if self.due_on < on:
            return InvoiceState.OVERDUE
        return InvoiceState.PARTLY if self.received > 0 else InvoiceState.UNPAID


def balance_of(invoice: Invoice) -> Balance:
    """From what `with_balance` has annotated, else one query."""
    row: Any = invoice if hasattr(invoice, "credited") else with_balance(Invoice.objects.filter(pk=invoice.pk)).get()
    cents = Decimal("0.01")
    credited, paid, refunded = (Decimal(value).quantize(cents) for value in (row.credited, row.paid, row.refunded))
    return Balance(invoice.gross, credited, paid, refunded, invoice.due_on)


def with_balance(rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """Invoices with `credited`, `paid`, `refunded`, and of those `received` and `left`."""
    counted: QuerySet[Any] = rows.annotate(
        credited=_sum(CreditNote, "gross"), paid=_sum(Payment, "amount"), refunded=_sum(Refund, "amount")
    ).annotate(received=F("paid") - F("refunded"), left=F("gross") - F("credited") - F("paid") + F("refunded"))
    return counted


def in_state(rows: QuerySet[Invoice], state: str, *, on: date) -> QuerySet[Invoice]:
    """Those of `with_balance` that are in a state on a day; as `Balance.state` says it."""
    return rows.filter(condition_of(state, on=on))


def condition_of(state: str, *, on: date) -> Q:
    """What makes an invoice be in a state on a day, for what `with_balance` annotates."""
    condition = _CONDITIONS[InvoiceState(state)]
    if state == InvoiceState.OVERDUE:
        return condition & Q(due_on__lt=on)
    return condition & Q(due_on__gte=on) if state in {InvoiceState.UNPAID, InvoiceState.PARTLY} else condition


def _sum(model: type[Model], column: str) -> Coalesce:
    rows = model._default_manager.filter(invoice=OuterRef("pk")).order_by().values("invoice")
    return Coalesce(Subquery(rows.annotate(sum=Sum(column)).values("sum")), Decimal(0), output_field=_MONEY)


_LEFT = Q(left__gt=HALF)
_EVEN = Q(left__gte=-HALF, left__lte=HALF)
_WHOLE = Q(credited__gte=F("gross") - HALF)
_CONDITIONS = {
    InvoiceState.OVERPAID: Q(left__lt=-HALF),
    InvoiceState.CREDITED: _EVEN & _WHOLE,
    InvoiceState.PAID: _EVEN & ~_WHOLE,
    InvoiceState.OVERDUE: _LEFT,
    InvoiceState.PARTLY: _LEFT & Q(received__gt=HALF),
    InvoiceState.UNPAID: _LEFT & Q(received__lte=HALF),
}
