"""Invoices and credit notes on paper, from what is frozen and nothing else: A4, tagged (PDF/UA-1).

What must stand there: bokføringsforskriften § 5-1-1 (number and date, both parties with organisation number, what and
how much, time and place of delivery, when to pay, price and VAT by rate in kroner), and § 5-2-7 for credit notes.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _

import theme
from cms.people.numbers import shown_number
from learning.documents import tagged_pdf

from ..enums import VAT_RATES
from .amounts import NOTHING, Amounts
from .models import CreditNote, Invoice, InvoiceLine
from .seller import Seller
from .words import day, money, rate_in_words, span

LAYOUT = Path(theme.__file__).parent / "templates/theme/document/invoice.typ"


def invoice_pdf(invoice: Invoice) -> bytes:
    """In the recipient's language. One query."""
    with translation.override(invoice.language):
        return _draw(invoice_facts(invoice))


def credit_note_pdf(note: CreditNote) -> bytes:
    """In the language of its invoice, which must be loaded. One query."""
    with translation.override(note.invoice.language):
        return _draw(credit_note_facts(note))


def filename_of(paper: Invoice | CreditNote) -> str:
    invoice = paper if isinstance(paper, Invoice) else paper.invoice
    with translation.override(invoice.language):
        word = _("invoice") if isinstance(paper, Invoice) else _("credit-note")
    return f"{word}-{paper.shown_number}.pdf"


def invoice_facts(invoice: Invoice) -> dict[str, Any]:
    """Everything the layout prints, in words of the language that is active."""
    lines = list(invoice.lines.order_by("position"))
    seller = Seller(**invoice.seller)
    return {
        **_common(invoice, seller),
        "heading": _("Invoice"),
        "number": invoice.shown_number,
        "about": [
            *_pair(_("Invoice number"), invoice.shown_number),
            *_pair(_("Invoice date"), day(invoice.issued_on)),
            *_pair(_("Due date"), day(invoice.due_on)),
            *_references(invoice),
        ],
        "lines": [_line(line, line.quantity, Amounts(line.net, line.vat), invoice.currency) for line in lines],
        "rates": _rates(((line, Amounts(line.net, line.vat)) for line in lines), invoice.currency),
        "totals": _totals(Amounts(invoice.net, invoice.vat), _("To pay"), invoice.currency),
        "paying": [
            *_pair(_("Pay by"), day(invoice.due_on)),
            *_pair(_("To account"), seller.account),
            *_pair("IBAN", seller.iban),
            *_pair("BIC", seller.bic),
            *_mark(invoice),
        ],
        "notes": [],
    }


def credit_note_facts(note: CreditNote) -> dict[str, Any]:
    """The same for what takes an invoice back; it names the invoice, and nothing is to be paid."""
    invoice = note.invoice
    credited = list(note.lines.select_related("line").order_by("line__position"))
    return {
        **_common(invoice, Seller(**invoice.seller)),
        "heading": _("Credit note"),
        "number": note.shown_number,
        "about": [
            *_pair(_("Credit note number"), note.shown_number),
            *_pair(_("Date"), day(note.issued_on)),
            *_pair(_("Credits invoice"), f"{invoice.shown_number}, {day(invoice.issued_on)}"),
            *_references(invoice),
        ],
        "lines": [_line(one.line, one.quantity, Amounts(one.net, one.vat), invoice.currency) for one in credited],
        "rates": _rates(((one.line, Amounts(one.net, one.vat)) for one in credited), invoice.currency),
        "totals": _totals(Amounts(note.net, note.vat), _("Credited"), invoice.currency),
        "paying": [],
        "notes": [note.reason] if note.reason else [],
    }


def _draw(facts: dict[str, Any]) -> bytes:
    return tagged_pdf(LAYOUT, facts)


def _common(invoice: Invoice, seller: Seller) -> dict[str, Any]:
    return {
        "language": invoice.language,
        "seller": {
            "name": seller.name,
            "lines": seller.address.splitlines(),
            "number": _numbered(seller.shown_number),
            # aksjeloven and foretaksregisterloven § 10-2: limited companies say so on their papers.
            "register": "Foretaksregisteret" if seller.in_business_register and seller.country == "no" else "",
            "email": seller.email,
        },
        "recipient": {
            "heading": _("Invoiced to"),
            "name": invoice.recipient_name,
            "lines": invoice.recipient_address.splitlines(),
            "number": _number(invoice),
        },
        "delivery": [
            *_pair(_("Delivered"), span(invoice.delivered_from, invoice.delivered_to)),
            *_pair(_("Place of delivery"), invoice.delivered_at),
        ],
        "labels": {
            "what": _("Description"),
            "quantity": _("Quantity"),
            "price": _("Price without VAT"),
            "rate": _("VAT"),
            "net": _("Sum without VAT"),
            "basis": _("Basis"),
            "vat": _("VAT in %(currency)s") % {"currency": invoice.currency},
            "by_rate": _("VAT by rate"),
            "paying": _("How to pay"),
            "page": _("Page"),
        },
    }


def _mark(invoice: Invoice) -> list[dict[str, str]]:
    """What the payment is recognised by."""
    return _pair("KID", invoice.kid) or _pair(_("Mark the payment with"), invoice.shown_number)


def _references(invoice: Invoice) -> list[dict[str, str]]:
    return [
        *_pair(_("Your reference"), invoice.buyer_reference),
        *_pair(_("Our reference"), invoice.order_reference),
        *_pair(_("Peppol id"), invoice.recipient_peppol_id),
    ]


def _number(invoice: Invoice) -> str:
    if not invoice.recipient_number:
        return ""
    return _numbered(shown_number(invoice.recipient_number, country=invoice.recipient_country))


def _numbered(number: str) -> str:
    """Words within an f-string are not gathered for translation."""
    return _("Org. no.") + f" {number}"


def _line(line: InvoiceLine, quantity: int, amounts: Amounts, currency: str) -> dict[str, str]:
    return {
        "what": line.text,
        "quantity": formats.number_format(quantity, force_grouping=True),
        "price": money(line.unit_price, currency),
        "rate": rate_in_words(line.vat_code, line.vat_rate),
        "net": money(amounts.net, currency),
    }


def _rates(amounts: Iterable[tuple[InvoiceLine, Amounts]], currency: str) -> list[dict[str, str]]:
    """Basis and VAT of each rate, as it was when a line was written; what is outside VAT stands on a row of its own."""
    together: defaultdict[tuple[str, Decimal], Amounts] = defaultdict(lambda: NOTHING)
    for line, one in amounts:
        together[line.vat_code, line.vat_rate] += one
    codes = list(VAT_RATES)
    return [
        {
            "rate": rate_in_words(code, rate),
            "basis": money(whole.net, currency),
            "vat": money(whole.vat, currency),
        }
        for (code, rate), whole in sorted(together.items(), key=lambda row: (codes.index(row[0][0]), row[0][1]))
    ]


def _totals(whole: Amounts, words: str, currency: str) -> list[dict[str, str]]:
    return [
        *_pair(_("Sum without VAT"), money(whole.net, currency)),
        *_pair(_("VAT"), money(whole.vat, currency)),
        *_pair(words, money(whole.gross, currency)),
    ]


def _pair(label: str, value: str) -> list[dict[str, str]]:
    """Left out where there is nothing to say."""
    return [{"label": label, "value": value}] if value else []
