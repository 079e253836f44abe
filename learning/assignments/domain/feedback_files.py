"""Files that go with a teacher's feedback: known by their content and scanned, as those that are handed in, and seen by
the learner once the feedback is published.
"""

import hashlib
import uuid
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cms import audit
from cms.blocks.assignment import FILE_KINDS
from cms.people.models import User
from cms.privacy.answers import forget_file

from ..enums import Refusal
from ..file_checks import FileRefused, check_file
from ..file_names import clean_name
from ..models import Feedback, FeedbackFile, Submission
from ..scanning import is_safe
from .files import most_bytes

# With one feedback.
MOST = 5
KINDS = [kind for kind, _words in FILE_KINDS]


def attach_file(*, submission: Submission, upload: UploadedFile, by: User, at: datetime) -> FeedbackFile:
    """Keep a file for the feedback that is published next. The same file twice is one. Raises FileRefused.

    It is scanned before the transaction begins: a scanner takes its time.
    """
    if (upload.size or 0) > most_bytes():
        raise FileRefused(Refusal.TOO_LARGE)
    content: bytes = upload.read()
    checked = check_file(content, kinds=KINDS)
    if not is_safe(content):
        raise FileRefused(Refusal.UNSAFE)
    about = {"name": clean_name(upload.name or "", ending=checked.ending), "mime": checked.mime, "size": len(content)}
    file = ContentFile(content, name=checked.ending)
    return _kept(submission, file, hashlib.sha256(content).hexdigest(), about, by=by, at=at)


@transaction.atomic
def _kept(
    submission: Submission, file: ContentFile, digest: str, about: dict[str, Any], *, by: User, at: datetime
) -> FeedbackFile:
    Submission.objects.select_for_update().get(pk=submission.pk)
    waiting = FeedbackFile.objects.filter(submission=submission, feedback=None)
    if there := waiting.filter(sha256=digest).first():
        return there
    if waiting.count() >= MOST:
        raise FileRefused(Refusal.TOO_MANY)
    kept = FeedbackFile(submission=submission, sha256=digest, file=file, uploaded_at=at, **about)
    kept.save()
    audit.record(submission, action="assignments.attach_file", by=by, at=at)
    return kept


@transaction.atomic
def take_file_off(*, submission: Submission, key: str, by: User, at: datetime) -> None:
    """Let go of a file that waits; what is published stays, and one that is gone already is no trouble."""
    with suppress(ValueError):
        rows = FeedbackFile.objects.select_for_update().filter(submission=submission, feedback=None)
        for file in rows.filter(key=uuid.UUID(key)):
            forget_file("private", file.file.name)
            file.delete()
            audit.record(submission, action="assignments.take_file_off", by=by, at=at)


def publish_files(feedback: Feedback) -> None:
    """What waits goes with this feedback."""
    FeedbackFile.objects.filter(submission=feedback.submission_id, feedback=None).update(feedback=feedback)


def forget_feedback_files(submissions: Any) -> int:
    """Delete the files of what was said of these submissions, rows first and bytes after commit; say how many."""
    rows = FeedbackFile.objects.filter(submission__in=submissions)
    with transaction.atomic():
        for name in rows.values_list("file", flat=True):
            forget_file("private", name)
        return rows.delete()[1].get(FeedbackFile._meta.label, 0)
