"""The papers as they were issued: drawn once, kept, and served ever after. Layout and words may change since."""

import hashlib
import logging
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from ..documents import credit_note_pdf, invoice_pdf
from ..enums import PaperKind
from ..models import CreditNote, Invoice, IssuedPaper

logger = logging.getLogger(__name__)


class PaperDamaged(Exception):
    """What lies in the store is not what was issued."""


# Drawing, storing, reading: what may go wrong on the way to a paper that is issued all the same.
UNREADABLE = (PaperDamaged, RuntimeError, OSError)


def keep_paper(*, paper: Invoice | CreditNote, at: datetime) -> IssuedPaper:
    """Draw a paper and keep it, unless it is kept already. Two at once keep one: the other's file goes again.

    Raises RuntimeError where it cannot be drawn, and OSError where it cannot be stored.
    """
    kept = kept_of(paper)
    if kept is not None:
        return kept
    content = drawn(paper)
    name = storages["private"].save(f"invoices/{paper.key.hex}.pdf", ContentFile(content))
    checksum = hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic():
            return IssuedPaper.objects.create(**_of(paper), file_name=name, sha256=checksum, drawn_at=at)
    except IntegrityError:
        storages["private"].delete(name)
        return IssuedPaper.objects.get(**_of(paper))


def content_of(*, paper: Invoice | CreditNote, at: datetime) -> bytes:
    """The PDF as it was issued; drawn and kept now if it never was. A credit note's invoice must be loaded.

    One that was let go of (see `events/invoicing/forgetting.py`) is drawn from what is left of it. Raises PaperDamaged,
    and what `keep_paper` raises.
    """
    kept = keep_paper(paper=paper, at=at)
    if not kept.file_name:
        return drawn(paper)
    with storages["private"].open(kept.file_name) as opened:
        content: bytes = opened.read()
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        logger.error("The file of issued paper %s is not what was issued", kept.pk)
        raise PaperDamaged(kept.pk)
    return content


def kept_of(paper: Invoice | CreditNote) -> IssuedPaper | None:
    return IssuedPaper.objects.filter(**_of(paper)).first()


def drawn(paper: Invoice | CreditNote) -> bytes:
    return invoice_pdf(paper) if isinstance(paper, Invoice) else credit_note_pdf(paper)


def keep_later(paper: Invoice | CreditNote) -> None:
    """Once it is issued for good."""
    from ..tasks import keep

    kind = PaperKind.INVOICE if isinstance(paper, Invoice) else PaperKind.CREDIT
    transaction.on_commit(lambda: keep.delay(str(kind), paper.pk), robust=True)


def papers_not_kept(*, limit: int = 200) -> list[tuple[str, int]]:
    """Kind and id of papers whose message was lost, or that were issued before papers were kept. Two queries."""
    invoices = Invoice.objects.filter(paper__isnull=True).order_by("pk").values_list("pk", flat=True)
    notes = CreditNote.objects.filter(paper__isnull=True).order_by("pk").values_list("pk", flat=True)
    found = [(str(PaperKind.INVOICE), pk) for pk in invoices[:limit]]
    return [*found, *((str(PaperKind.CREDIT), pk) for pk in notes[:limit])]


def paper_numbered(kind: str, pk: int) -> Invoice | CreditNote | None:
    """One query."""
    if kind == PaperKind.INVOICE:
        return Invoice.objects.filter(pk=pk).first()
    return CreditNote.objects.select_related("invoice").filter(pk=pk).first()


def _of(paper: Invoice | CreditNote) -> dict[str, Any]:
    return {"invoice": paper} if isinstance(paper, Invoice) else {"credit_note": paper}
