"""The PDF of a certificate: a row that waits, claimed, made, and tried again when making it failed."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import F, Model, QuerySet

from cms import audit
from cms.people.models import User

from ..documents import certificate_pdf
from ..enums import DocumentState
from ..models import Certificate
from ..tasks import render_certificate

MAX_ATTEMPTS = 6
# Many times what drawing takes; whoever waits for a worker that died waits this long and one tick.
CLAIM_LASTS = timedelta(seconds=30)


def make_document(*, certificate_id: int, at: datetime) -> bool:
    """Make and keep the PDF if it is still waiting; say whether this call made it. Two workers make one file."""
    if not _claim(certificate_id, at=at):
        return False
    certificate = Certificate.objects.get(pk=certificate_id)
    before = certificate.document_name
    try:
        made = ContentFile(certificate_pdf(certificate))
        name = storages["private"].save(f"certificates/{certificate.code}.pdf", made)
    except (OSError, RuntimeError, ValueError) as error:
        _retry_later(certificate, error=str(error), at=at)
        return False
    Certificate.objects.filter(pk=certificate_id).update(
        document_state=DocumentState.READY, document_name=name, document_error=""
    )
    if before and before != name:
        storages["private"].delete(before)
    return True


@transaction.atomic
def render_again(*, certificates: QuerySet[Certificate], by: User | None, at: datetime) -> int:
    """Have the PDFs of certificates made once more, from the same frozen facts; return how many.

    Those of people who are erased are left out: their files were deleted for good.
    """
    ids = list(certificates.filter(holder__isnull=False).order_by("pk").values_list("pk", flat=True))
    again = Certificate.objects.filter(pk__in=ids)
    number = again.update(document_state=DocumentState.WAITING, document_attempts=0, document_due_at=at)
    lines: list[tuple[Model, dict[str, Any]]] = [(certificate, {}) for certificate in again]
    audit.record_many(lines, action="learning.render_again", by=by, at=at)
    transaction.on_commit(lambda: [render_certificate.delay(pk) for pk in ids], robust=True)
    return number


def _claim(certificate_id: int, *, at: datetime) -> bool:
    """Take the certificate for this worker. The attempt counts from here: what kills its worker is given up too."""
    waiting = _waiting(at).filter(pk=certificate_id)
    if waiting.filter(document_attempts__gte=MAX_ATTEMPTS).update(document_state=DocumentState.FAILED):
        return False
    taken = waiting.update(document_due_at=at + CLAIM_LASTS, document_attempts=F("document_attempts") + 1)
    return bool(taken)


def waiting_document_ids(*, at: datetime, limit: int = 200) -> list[int]:
    return list(_waiting(at).order_by("document_due_at").values_list("pk", flat=True)[:limit])


def _waiting(at: datetime) -> QuerySet[Certificate]:
    return Certificate.objects.filter(document_state=DocumentState.WAITING, document_due_at__lte=at)


def _retry_later(certificate: Certificate, *, error: str, at: datetime) -> None:
    attempts = certificate.document_attempts
    Certificate.objects.filter(pk=certificate.pk).update(
        document_state=DocumentState.FAILED if attempts >= MAX_ATTEMPTS else DocumentState.WAITING,
        document_error=error[:2000],
        document_due_at=at + timedelta(minutes=2**attempts),
    )
