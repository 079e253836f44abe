"""Taking a file into a submission, and letting go of it."""

import hashlib
import uuid
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from cms.privacy.answers import forget_file

from ..enums import Refusal
from ..file_checks import FileRefused, check_file
from ..file_names import clean_name
from ..models import Submission, SubmissionFile
from ..scanning import is_safe
from ..uploads import most_bytes


def take_file(submission: Submission, upload: UploadedFile, block: dict[str, Any], *, at: datetime) -> SubmissionFile:
    """Keep a file in private storage. The same file twice is one. Raises FileRefused."""
    if (upload.size or 0) > most_bytes():
        raise FileRefused(Refusal.TOO_LARGE)
    content: bytes = upload.read()
    checked = check_file(content, kinds=block["file_kinds"])
    digest = hashlib.sha256(content).hexdigest()
    if there := submission.files.filter(sha256=digest).first():
        return there
    if submission.files.count() >= block["max_files"]:
        raise FileRefused(Refusal.TOO_MANY)
    if not is_safe(content):
        raise FileRefused(Refusal.UNSAFE)
    kept = SubmissionFile(
        submission=submission,
        name=clean_name(upload.name or "", ending=checked.ending),
        mime=checked.mime,
        size=len(content),
        sha256=digest,
        file=ContentFile(content, name=checked.ending),
        uploaded_at=at,
    )
    kept.save()
    return kept


def remove_file(submission: Submission, key: str) -> None:
    """Let go of a file of a draft; one that is gone already is no trouble."""
    with suppress(ValueError):
        for file in submission.files.filter(key=uuid.UUID(key)):
            forget_file("private", file.file.name)
            file.delete()


def copy_files(earlier: Submission, later: Submission, *, at: datetime) -> None:
    """What was handed in before is there to go on with: the bytes are copied, so that each row owns its own."""
    for file in earlier.files.all():
        with file.file.open("rb") as opened:
            content = ContentFile(opened.read(), name="copy")
        SubmissionFile.objects.create(
            submission=later,
            name=file.name,
            mime=file.mime,
            size=file.size,
            sha256=file.sha256,
            file=content,
            uploaded_at=at,
        )


def forget_files_of(submissions: Any) -> int:
    """Delete the files of these submissions, rows first and bytes after commit; say how many."""
    return forget_rows(SubmissionFile.objects.filter(submission__in=submissions))


def forget_rows(rows: QuerySet[Any]) -> int:
    """Delete rows that own a file each, and the bytes after commit; say how many."""
    with transaction.atomic():
        for name in rows.values_list("file", flat=True):
            forget_file("private", name)
        return rows.delete()[1].get(rows.model._meta.label, 0)
