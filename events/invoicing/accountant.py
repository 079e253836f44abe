"""The basis for the accountant: every line of every invoice and credit note issued in a period, each once.

Amounts are never negative: `kind` says which lines take away. (Spreadsheets take a leading minus for a formula, and
such cells would have to be spoiled to be safe.)
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from .enums import PaperKind
from .models import CreditLine, Invoice, InvoiceLine

COLUMNS = (
    *("kind", "number", "issued_on", "due_on", "credits_invoice"),
    *("customer", "customer_number", "buyer_reference", "order_reference", "event", "delivered_from", "delivered_to"),
    *("line", "text", "quantity", "unit_price", "net", "vat_code", "vat_rate", "vat", "gross", "currency"),
    *("account", "dimension", "kid"),
)
CHUNK = 500


def rows_of_period(since: date, until: date) -> Iterator[dict[str, Any]]:
    """By COLUMNS, invoices before credit notes, in the order of their numbers. Two queries, read bit by bit."""
    for line in _lines(since, until).iterator(chunk_size=CHUNK):
        yield _row(line.invoice, line, line)
    for credit in _credits(since, until).iterator(chunk_size=CHUNK):
        note = credit.credit_note
        yield {
            **_row(note.invoice, credit.line, credit),
            "kind": str(PaperKind.CREDIT),
            "number": note.shown_number,
            "issued_on": note.issued_on,
            "due_on": None,
            "credits_invoice": note.invoice.shown_number,
            "kid": "",
        }


def cells_of_period(since: date, until: date) -> Iterator[list[Any]]:
    for row in rows_of_period(since, until):
        yield [row[column] for column in COLUMNS]


def _lines(since: date, until: date) -> QuerySet[InvoiceLine]:
    rows = InvoiceLine.objects.filter(invoice__issued_on__range=(since, until))
    return rows.select_related("invoice__occurrence__series").order_by("invoice__year", "invoice__number", "position")


def _credits(since: date, until: date) -> QuerySet[CreditLine]:
    rows = CreditLine.objects.filter(credit_note__issued_on__range=(since, until))
    rows = rows.select_related("credit_note__invoice__occurrence__series", "line")
    return rows.order_by("credit_note__year", "credit_note__number", "line__position")


def _row(invoice: Invoice, line: InvoiceLine, amounts: InvoiceLine | CreditLine) -> dict[str, Any]:
    return {
        "kind": str(PaperKind.INVOICE),
        "number": invoice.shown_number,
        "issued_on": invoice.issued_on,
        "due_on": invoice.due_on,
        "credits_invoice": "",
        "customer": invoice.recipient_name,
        "customer_number": invoice.recipient_number,
        "buyer_reference": invoice.buyer_reference,
        "order_reference": invoice.order_reference,
        "event": invoice.occurrence.title_in("nb"),
        "delivered_from": invoice.delivered_from,
        "delivered_to": invoice.delivered_to,
        "line": line.position,
        "text": line.text,
        "quantity": amounts.quantity,
        "unit_price": line.unit_price,
        "net": amounts.net,
        "vat_code": line.vat_code,
        "vat_rate": line.vat_rate,
        "vat": amounts.vat,
        "gross": amounts.gross,
        "currency": invoice.currency,
        "account": line.account,
        "dimension": line.dimension,
        "kid": invoice.kid,
    }
