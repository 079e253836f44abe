"""What invoices hold of a person. The law keeps what was issued for years; then private people's names go."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import (
    Answer,
    Kept,
    PersonalFile,
    Subject,
    names_nobody,
    register,
    stays,
)
from cms.privacy.purposes import Purpose, register_purpose
from cms.privacy.retention import ANONYMISED, DELETED, Rule, drop, retain

from .domain.papers import content_of
from .forgetting import forget, forget_payers, forget_recipients, old_payers, old_private_invoices
from .models import CreditNote, Invoice, InvoiceRun, IssuedPaper, KeptCharge, Payer, Payment, Refund

# Before the bookings they are found by let go of the account.
EARLY = 30
LAW = _("Our duty to keep the accounts (GDPR article 6 (1) c; bokføringsloven § 13).")
AS_LONG = _("Five years after the end of the year.")

register_purpose(
    Purpose(
        "invoices",
        _("Invoices"),
        _("What you were invoiced for at events, to whom and where, what was paid, and what was credited."),
        LAW,
        AS_LONG,
        _("You, the coordinators of the centre, and its accountant."),
        66,
    )
)


def papers_for(subject: Subject) -> Iterator[PersonalFile]:
    """The invoices and credit notes as they were issued to the person."""
    papers = PAPERS.rows(subject).exclude(file_name="").select_related("invoice", "credit_note__invoice")
    for kept in papers.order_by("pk"):
        paper = kept.invoice or kept.credit_note
        yield PersonalFile(f"invoices/{paper.shown_number}.pdf", partial(content_of, paper=paper, at=kept.drawn_at))


PAPERS = Answer(
    IssuedPaper,
    purpose="invoices",
    by=("invoice__booking__contact", "credit_note__invoice__booking__contact"),
    by_address=(
        *("invoice__recipient_email", "invoice__booking__email"),
        *("credit_note__invoice__recipient_email", "credit_note__invoice__booking__email"),
    ),
    also=("file_name",),
    columns=("invoice__year", "invoice__number", "credit_note__year", "credit_note__number", "drawn_at"),
    words={
        "invoice__year": _("year"),
        "invoice__number": _("invoice"),
        "credit_note__year": _("year of the credit note"),
        "credit_note__number": _("credit note"),
    },
    erase=stays,
    kept=(Kept("file_name", LAW, AS_LONG),),
    files=papers_for,
    order=EARLY - 1,
)
BY_BOOKING = ("invoice__booking__contact",)
BY_ADDRESS = ("invoice__recipient_email", "invoice__booking__email")
INVOICE_IN_WORDS = {"invoice__year": _("year"), "invoice__number": _("invoice")}

register(
    PAPERS,
    Answer(
        Payer,
        purpose="invoices",
        by=("booking__contact",),
        by_address=("email", "booking__email"),
        also=("name", "address", "reference"),
        columns=("booking__reference", "name", "number", "email", "address", "reference"),
        words={"booking__reference": _("booking")},
        erase=forget_payers,
        order=EARLY,
    ),
    Answer(
        Invoice,
        purpose="invoices",
        by=("booking__contact",),
        by_address=("recipient_email", "booking__email"),
        also=("by", "recipient_name", "recipient_address", "buyer_reference"),
        columns=(
            *("year", "number", "recipient_name", "recipient_number", "recipient_address", "recipient_email"),
            *("buyer_reference", "issued_on", "due_on", "gross", "currency"),
        ),
        erase=forget("recipient_email"),
        kept=(
            Kept("recipient_name", LAW, AS_LONG),
            Kept("recipient_address", LAW, AS_LONG),
            Kept("buyer_reference", LAW, AS_LONG),
        ),
        order=EARLY,
    ),
    Answer(
        CreditNote,
        purpose="invoices",
        by=BY_BOOKING,
        by_address=BY_ADDRESS,
        also=("by", "reason"),
        columns=("year", "number", "reason", "issued_on", "gross"),
        erase=forget("reason"),
        order=EARLY,
    ),
    Answer(
        Payment,
        purpose="invoices",
        by=BY_BOOKING,
        by_address=BY_ADDRESS,
        also=("by", "note"),
        columns=("invoice__year", "invoice__number", "amount", "paid_on", "reference", "note"),
        words=INVOICE_IN_WORDS,
        erase=forget("note"),
        order=EARLY,
    ),
    Answer(
        Refund,
        purpose="invoices",
        by=BY_BOOKING,
        by_address=BY_ADDRESS,
        also=("by", "note"),
        columns=("invoice__year", "invoice__number", "amount", "refunded_on", "reference", "note"),
        words=INVOICE_IN_WORDS,
        erase=forget("note"),
        order=EARLY,
    ),
    Answer(
        KeptCharge,
        purpose="invoices",
        by=("invoiced__place__user", "invoiced__place__booking__contact"),
        by_address=("invoiced__place__email", "invoiced__place__booking__email"),
        also=("by", "reason"),
        columns=("reason", "at"),
        erase=forget("reason"),
        order=EARLY,
    ),
    Answer(
        InvoiceRun,
        purpose="editing",
        by=("by",),
        columns=("state", "started_at"),
        erase=stays,
        theirs=False,
    ),
)
names_nobody(
    "The seller, as it stands on every invoice.",
    "invoicing.invoicesettings.name",
    "invoicing.invoicesettings.email",
    "invoicing.invoicesettings.address",
)
names_nobody("A booking whose turn comes in a run; it answers for itself.", "invoicing.invoicerunline.booking")
names_nobody("A mail that carries an invoice; it answers for itself.", "invoicing.papermail.message")
retain(
    Rule(
        "invoicing.payers",
        Payer,
        _("Who was to pay for a booking; the invoice keeps its own copy"),
        DELETED,
        old_payers,
        drop,
    ),
    Rule(
        "invoicing.recipients",
        Invoice,
        _("Names and addresses of private people on invoices"),
        ANONYMISED,
        old_private_invoices,
        forget_recipients,
    ),
)
