"""What is written to who pays: an invoice, a credit note, a reminder, each with its paper."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import formats, translation

from cms import clock
from cms.mail.domain.outbox import post_message
from cms.mail.messages import Attached
from cms.mail.models import OutboxMessage
from cms.mail.render import render_message
from events.place_links import booking_url

from .balances import balance_of
from .documents import filename_of
from .domain.papers import UNREADABLE, content_of
from .models import CreditNote, Invoice, PaperMail, Reminder
from .words import money

FOLDER = "invoicing/mail"
PDF = "application/pdf"


def invoice_issued(invoice: Invoice, *, at: datetime, again: bool = False) -> OutboxMessage | None:
    """Written once, and once more each time staff ask for it: then with what is left to pay by now."""
    key = f"{invoice.key.hex}:{at.isoformat()}" if again else invoice.key.hex
    left = max(balance_of(invoice).left, Decimal(0)) if again else invoice.gross
    about: dict[str, Any] = {
        "left": money(left, invoice.currency),
        "is_settled": not left,
        "is_partly": 0 < left < invoice.gross,
    }
    return _post("invoice", invoice, key=key, at=at, **about)


def reminded(reminder: Reminder, *, at: datetime) -> OutboxMessage | None:
    """With what is left to pay, and the invoice once more."""
    invoice = reminder.invoice
    left = money(balance_of(invoice).left, invoice.currency)
    key = f"{invoice.key.hex}:{reminder.step}"
    return _post("reminder", invoice, key=key, at=at, left=left, step=reminder.step)


def credit_issued(note: CreditNote, *, at: datetime) -> OutboxMessage | None:
    invoice = note.invoice
    about = {
        "number": note.shown_number,
        "invoice_number": invoice.shown_number,
        "amount": money(note.gross, invoice.currency),
        "reason": note.reason,
    }
    return _post("credit_note", invoice, note=note, key=note.key.hex, at=at, **about)


def _post(
    name: str, invoice: Invoice, *, note: CreditNote | None = None, key: str, at: datetime, **more: Any
) -> OutboxMessage | None:
    """None where there is no address to write to: who has no booking and no e-mail gets the paper from staff."""
    if not invoice.recipient_email:
        return None
    folder = f"{FOLDER}/{name}"
    with translation.override(invoice.language):
        context = {**_about(invoice), **more}
    rendered = render_message(folder, language=invoice.language, context=context)
    message = post_message(
        kind=folder,
        to_address=invoice.recipient_email,
        to_user=None,
        language=invoice.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        link=context["url"],
        at=at,
        idempotency_key=f"{folder}:{key}",
    )
    paper = {"credit_note": note} if note else {"invoice": invoice}
    PaperMail.objects.get_or_create(message=message, defaults=paper)
    return message


def _about(invoice: Invoice) -> dict[str, Any]:
    seller = invoice.seller
    return {
        "name": invoice.recipient_name,
        "number": invoice.shown_number,
        "title": invoice.occurrence.title_in(invoice.language),
        "amount": money(invoice.gross, invoice.currency),
        "due": formats.date_format(invoice.due_on, "DATE_FORMAT"),
        "account": seller["account"] or seller["iban"],
        "kid": invoice.kid,
        "seller": seller["name"],
        "url": booking_url(invoice.booking) if invoice.booking else "",
    }


def papers_of(message: OutboxMessage) -> Sequence[Attached]:
    """The PDF a mail carries, as it is kept. Raises ValueError where there is none, and the mail is tried again."""
    related = ("invoice", "credit_note__invoice")
    carried = PaperMail.objects.select_related(*related).filter(message=message).first()
    paper = (carried.invoice or carried.credit_note) if carried else None
    if paper is None:
        return ()
    try:
        content = content_of(paper=paper, at=clock.now())
    except UNREADABLE as error:
        raise ValueError(str(error)) from error
    return (Attached(filename_of(paper), content, PDF),)
