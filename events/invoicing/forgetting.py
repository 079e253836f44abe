"""How invoices let go of a person: at once what the law does not ask for, and the rest when it asks no longer."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from cms.privacy.answers import Erase, Rows, Subject, forget_file

from .models import Invoice, IssuedPaper, Payer


def forget_payers(rows: Rows, subject: Subject, at: datetime) -> int:
    """An organisation stays who pays; a private person's name and address go."""
    rows.filter(number="").update(name="", address="", reference="")
    return rows.update(email="")


def forget(*columns: str) -> Erase:
    """What was issued stays; what the law does not ask for goes out of it."""

    def erase(rows: Rows, subject: Subject, at: datetime) -> int:
        issued: Any = rows.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True)))
        forgotten: int = issued.forget_words(*columns)
        return forgotten

    return erase


def old_private_invoices(before: datetime) -> Rows:
    """Of people, and not of organisations, whose names are nobody's."""
    rows = Invoice.objects.filter(issued_at__lt=before, recipient_number="")
    return rows.exclude(recipient_name="", recipient_email="", recipient_address="")


def forget_recipients(rows: Rows, at: datetime) -> int:
    """Out of the columns, and the papers they stand on: those of the invoices and of what credits them."""
    ids = list(rows.values_list("pk", flat=True))
    _forget_papers(IssuedPaper.objects.filter(Q(invoice__in=ids) | Q(credit_note__invoice__in=ids)))
    columns = ("recipient_name", "recipient_email", "recipient_address", "buyer_reference")
    return Invoice.objects.filter(pk__in=ids).forget_words(*columns)


def _forget_papers(papers: QuerySet[IssuedPaper]) -> None:
    for name in papers.values_list("file_name", flat=True):
        forget_file("private", name)
    IssuedPaper.objects.filter(pk__in=[paper.pk for paper in papers]).forget_words("file_name", "sha256")


def old_payers(before: datetime) -> Rows:
    return Payer.objects.filter(booking__occurrence__ends_at__lt=before)
