"""A copy of everything about a person: asked for by them, made in the background, kept a week."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.crypto import get_random_string

from cms import audit
from cms.people.models import User

from ..answers import Subject
from ..archive import Archive
from ..enums import ExportState
from ..mails import copy_ready
from ..models import ExportRequest

MAX_ATTEMPTS = 5
# A worker that died while making a copy has had this long; then it is made again.
CLAIM_LASTS = timedelta(minutes=10)


class AlreadyAsked(Exception):
    """A copy is being made already."""


def ask_for_copy(*, user: User, by: User | None, at: datetime) -> ExportRequest:
    """Have a copy made. Raises AlreadyAsked while one is being made."""
    from ..tasks import make_copy

    try:
        with transaction.atomic():
            request = ExportRequest.objects.create(user=user, asked_at=at, due_at=at)
            audit.record(request, action="privacy.ask_copy", by=by, at=at)
            transaction.on_commit(lambda: make_copy.delay(request.pk), robust=True)
    except IntegrityError:  # the unique constraint: also when two tabs ask at the same moment
        raise AlreadyAsked(user.pk) from None
    return request


def build_copy(*, request_id: int, at: datetime) -> bool:
    """Make the archive and keep it in private storage; say whether this call did. Two workers make one file."""
    if not _claim(request_id, at=at):
        return False
    request = ExportRequest.objects.select_related("user").get(pk=request_id)
    try:
        content = _archive_of(request)
        name = storages["private"].save(f"exports/{get_random_string(32)}.zip", ContentFile(content))
    except (OSError, RuntimeError, ValueError):
        return _retry_later(request, at=at)
    return _hand_over(request, name, at=at)


def waiting_copy_ids(*, at: datetime, limit: int = 100) -> list[int]:
    return list(_waiting(at).order_by("due_at").values_list("pk", flat=True)[:limit])


def _archive_of(request: ExportRequest) -> bytes:
    rows = ExportRequest.objects.filter(pk=request.pk)
    with translation.override(request.user.language):
        archive = Archive(Subject.of(request.user), at=request.asked_at)
        rows.update(steps=archive.steps, done=0)
        return archive.made(after_step=lambda done: rows.update(done=done))


@transaction.atomic
def _hand_over(request: ExportRequest, name: str, *, at: datetime) -> bool:
    """Somebody who was erased meanwhile has no request left, and gets no file."""
    expires_at = at + timedelta(days=settings.RETENTION_DAYS["privacy.copies"])
    ready = ExportRequest.objects.filter(pk=request.pk, state=ExportState.WAITING).update(
        state=ExportState.READY, file_name=name, ready_at=at, expires_at=expires_at, done=F("steps")
    )
    if not ready:
        storages["private"].delete(name)
        return False
    copy_ready(request, at=at)
    return True


def _claim(request_id: int, *, at: datetime) -> bool:
    waiting = _waiting(at).filter(pk=request_id)
    if waiting.filter(attempts__gte=MAX_ATTEMPTS).update(state=ExportState.FAILED):
        return False
    return bool(waiting.update(due_at=at + CLAIM_LASTS, attempts=F("attempts") + 1))


def _waiting(at: datetime) -> QuerySet[ExportRequest]:
    return ExportRequest.objects.filter(state=ExportState.WAITING, due_at__lte=at)


def _retry_later(request: ExportRequest, *, at: datetime) -> bool:
    state = ExportState.FAILED if request.attempts >= MAX_ATTEMPTS else ExportState.WAITING
    due_at = at + timedelta(minutes=2**request.attempts)
    ExportRequest.objects.filter(pk=request.pk).update(state=state, due_at=due_at)
    return False
