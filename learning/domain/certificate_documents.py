"""The PDF of a certificate: a row that waits, claimed, made, and tried again when making it failed."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import F, QuerySet

from ..documents import certificate_pdf
from ..enums import DocumentState
from ..models import Certificate

MAX_ATTEMPTS = 6
# Many times what drawing takes; whoever waits for a worker that died waits this long and one tick.
CLAIM_LASTS = timedelta(seconds=30)


def make_document(*, certificate_id: int, at: datetime) -> bool:
    """Make and keep the PDF if it is still waiting; say whether this call made it. Two workers make one file."""
    if not _claim(certificate_id, at=at):
        return False
    certificate = Certificate.objects.get(pk=certificate_id)
    try:
        made = ContentFile(certificate_pdf(certificate))
        name = storages["private"].save(f"certificates/{certificate.code}.pdf", made)
    except (OSError, RuntimeError, ValueError) as error:
        _retry_later(certificate, error=str(error), at=at)
        return False
    Certificate.objects.filter(pk=certificate_id).update(
        document_state=DocumentState.READY, document_name=name, document_error=""
    )
    return True


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
