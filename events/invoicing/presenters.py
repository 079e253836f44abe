"""Invoices as plain values for pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from events.models import Occurrence
from events.money import currency_of

from .balances import Balance, balance_of
from .enums import InvoiceState
from .models import Invoice
from .queries import Money
from .words import money

# How a state looks beside its words.
TONES = {
    InvoiceState.PAID: "good",
    InvoiceState.OVERDUE: "warn",
    InvoiceState.OVERPAID: "warn",
}


@dataclass(frozen=True)
class Row:
    invoice: Invoice
    balance: Balance
    state: InvoiceState

    @property
    def gross(self) -> str:
        return money(self.invoice.gross, self.invoice.currency)

    @property
    def left(self) -> str:
        return money(self.balance.left, self.invoice.currency)

    @property
    def owed_back(self) -> str:
        return money(-self.balance.left, self.invoice.currency)

    @property
    def received(self) -> str:
        return money(self.balance.received, self.invoice.currency)

    @property
    def credited(self) -> str:
        return money(self.balance.credited, self.invoice.currency)

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "")

    @property
    def is_open(self) -> bool:
        return self.balance.left > 0


def row_of(invoice: Invoice, *, on: date) -> Row:
    balance = balance_of(invoice)
    return Row(invoice, balance, balance.state(on))


def rows_of(invoices: Iterable[Invoice], *, on: date) -> list[Row]:
    return [row_of(invoice, on=on) for invoice in invoices]


def figures(found: Money, occurrence: Occurrence) -> dict[str, Any]:
    """Sums and states of an occurrence in words; states nobody is in are left out."""
    currency = currency_of(occurrence)
    return {
        "sum": money(found.sum, currency),
        "invoiced": money(found.invoiced - found.credited, currency),
        "issued": money(found.invoiced, currency),
        "credited": money(found.credited, currency),
        "left": money(found.left, currency),
        "to_pay_back": money(found.to_pay_back, currency),
        "states": [
            {"state": state, "words": InvoiceState(state).label, "number": number}
            for state, number in found.states.items()
            if number
        ],
    }
