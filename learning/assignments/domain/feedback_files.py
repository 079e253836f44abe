"""Files that go with a teacher's feedback: known by their content and scanned, as those that are handed in, and seen by
the learner once the feedback is published.
"""

import uuid
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cms import audit
from cms.blocks.assignment import FILE_KINDS
from cms.people.models import User
from cms.privacy.answers import forget_file

from ..enums import Refusal
from ..file_checks import FileRefused
from ..models import Feedback, FeedbackFile, Submission
from ..uploads import CheckedUpload, checked_upload
from .files import forget_rows

# With one feedback.
MOST = 5
KINDS = [kind for kind, _words in FILE_KINDS]


def attach_file(*, submission: Submission, upload: UploadedFile, by: User, at: datetime) -> FeedbackFile:
    """Keep a file for the feedback that is published next. The same file twice is one. Raises FileRefused.

    It is scanned before the transaction begins: a scanner takes its time.
    """
    return _kept(submission, checked_upload(upload, kinds=KINDS), by=by, at=at)


@transaction.atomic
def _kept(submission: Submission, taken: CheckedUpload, *, by: User, at: datetime) -> FeedbackFile:
    Submission.objects.select_for_update().get(pk=submission.pk)
    waiting = FeedbackFile.objects.filter(submission=submission, feedback=None)
    if there := waiting.filter(sha256=taken.sha256).first():
        return there
    if waiting.count() >= MOST:
        raise FileRefused(Refusal.TOO_MANY)
    about = {"name": taken.name, "mime": taken.mime, "size": taken.size, "sha256": taken.sha256}
    kept = FeedbackFile(submission=submission, file=taken.file, uploaded_at=at, **about)
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
    return forget_rows(FeedbackFile.objects.filter(submission__in=submissions))
