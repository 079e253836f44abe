"""Handing in: a draft is saved as it is written, handed in once, and may be taken back until somebody reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cms import audit
from cms.people.models import User
from learning.domain.progress import keep_state, write_fact
from learning.enums import ItemStatus, Verb
from learning.models import Enrolment

from ..enums import Refusal, SubmissionState
from ..file_checks import FileRefused
from ..models import Submission
from ..queries import due_at
from .desk import OpenAssignment, open_assignment
from .files import copy_files, remove_file, take_file

MAX_TEXT = 100_000


class NothingToHandIn(Exception):
    """Neither a text nor a file."""


class AlreadyHandedIn(Exception):
    """What was handed in waits to be assessed; until then nothing more can be written."""


class NoSubmissionsLeft(Exception):
    """It was handed in as often as it may be, or it is passed."""


class TextTooLong(Exception):
    """More than MAX_TEXT signs."""


class CannotTakeBack(Exception):
    """Nothing is handed in, or somebody has begun to read it."""


@dataclass(frozen=True)
class Saved:
    """A draft as it is now, and the names of the files that were not taken, each with why."""

    submission: Submission
    refused: list[tuple[str, Refusal]]


@transaction.atomic
def save_draft(
    *,
    enrolment: Enrolment,
    lesson_key: UUID,
    item_key: str,
    text: str | None,
    uploads: Sequence[UploadedFile] = (),
    remove: Sequence[str] = (),
    by: User | None,
    at: datetime,
) -> Saved:
    """Save what was written (None leaves it) and take the files; a file that is refused keeps nothing else from being
    saved. Raises UnknownItem, LessonLocked, EnrolmentEnded, AlreadyHandedIn, NoSubmissionsLeft, TextTooLong.
    """
    opened = open_assignment(enrolment, lesson_key, item_key)
    saved = _written(opened, text, uploads=uploads, remove=remove, at=at)
    saved.submission.save()
    return saved


def save_and_hand_in(
    *,
    enrolment: Enrolment,
    lesson_key: UUID,
    item_key: str,
    text: str | None,
    uploads: Sequence[UploadedFile] = (),
    remove: Sequence[str] = (),
    by: User | None,
    at: datetime,
) -> Saved:
    """Save as `save_draft` does, and hand it in under the same lock; what has a file that was refused is saved alone.

    Raises as both do. Nothing written is lost: NothingToHandIn and NoSubmissionsLeft are raised once it is saved.
    """
    with transaction.atomic():
        opened = open_assignment(enrolment, lesson_key, item_key)
        saved = _written(opened, text, uploads=uploads, remove=remove, at=at)
        problem = _why_not(opened, saved.submission)
        if problem or saved.refused:
            saved.submission.save()
        else:
            _hand_in(opened, saved.submission, by=by, at=at)
    if problem and not saved.refused:
        raise problem
    return saved


def _written(
    opened: OpenAssignment,
    text: str | None,
    *,
    uploads: Sequence[UploadedFile],
    remove: Sequence[str],
    at: datetime,
) -> Saved:
    """The draft with what was sent, its files taken and let go; whoever calls saves it."""
    if text is not None and len(text) > MAX_TEXT:
        raise TextTooLong(len(text))
    draft = opened.draft or _new(opened, at=at)
    if text is not None and opened.block["takes_text"]:
        draft.text = text.replace("\x00", "").replace("\r\n", "\n")
    draft.saved_at = at
    for key in remove:
        remove_file(draft, key)
    return Saved(draft, _taken(draft, uploads, opened.block, at=at))


def _taken(
    draft: Submission, uploads: Sequence[UploadedFile], block: dict[str, Any], *, at: datetime
) -> list[tuple[str, Refusal]]:
    refused = []
    for upload in uploads:
        try:
            take_file(draft, upload, block, at=at)
        except FileRefused as why:
            refused.append((upload.name or "", why.reason))
    return refused


def _new(opened: OpenAssignment, *, at: datetime) -> Submission:
    """The next draft, which begins with what was handed in before."""
    if opened.waiting:
        raise AlreadyHandedIn(opened.item.key)
    if opened.is_passed or not opened.left:
        raise NoSubmissionsLeft(opened.item.key)
    before = opened.submissions[-1] if opened.submissions else None
    draft = Submission.objects.create(
        enrolment=opened.desk.enrolment,
        item_key=opened.item.key,
        release=opened.desk.enrolment.release,
        number=before.number + 1 if before else 1,
        text=before.text if before else "",
        started_at=at,
        saved_at=at,
    )
    if before:
        copy_files(before, draft, at=at)
    return draft


@transaction.atomic
def hand_in(*, enrolment: Enrolment, lesson_key: UUID, item_key: str, by: User | None, at: datetime) -> Submission:
    """Hand in the draft. Clicked twice, it is handed in once: what waits is returned as it is.

    Raises UnknownItem, LessonLocked, EnrolmentEnded, NothingToHandIn, NoSubmissionsLeft.
    """
    opened = open_assignment(enrolment, lesson_key, item_key)
    draft = opened.draft
    if draft is None:
        return _handed_in_before(opened)
    if problem := _why_not(opened, draft):
        raise problem
    return _hand_in(opened, draft, by=by, at=at)


def _why_not(opened: OpenAssignment, draft: Submission) -> NothingToHandIn | NoSubmissionsLeft | None:
    if not draft.text.strip() and not draft.files.exists():
        return NothingToHandIn(opened.item.key)
    if opened.is_passed or not opened.left:
        return NoSubmissionsLeft(opened.item.key)
    return None


def _hand_in(opened: OpenAssignment, draft: Submission, *, by: User | None, at: datetime) -> Submission:
    deadline = due_at(opened.desk.enrolment, opened.block["due_days"], at=at)
    draft.state, draft.submitted_at = SubmissionState.HANDED_IN, at
    draft.release = opened.desk.enrolment.release
    draft.is_late = deadline is not None and at > deadline
    draft.save()
    _take_down(opened, draft, by=by, at=at)
    return draft


def _handed_in_before(opened: OpenAssignment) -> Submission:
    if opened.waiting is None:
        raise NothingToHandIn(opened.item.key)
    return opened.waiting


def _take_down(opened: OpenAssignment, submission: Submission, *, by: User | None, at: datetime) -> None:
    """The fact, and that it is under way. What was taken back and comes again is a fact of its own."""
    desk, item = opened.desk, opened.item
    client_id = f"submitted:{item.key}:{submission.number}:{at:%y%m%d%H%M%S%f}"
    value = {"attempt": submission.number, "submission": submission.pk}
    write_fact(desk, Verb.SUBMITTED, item, client_id=client_id, by=by, at=at, **value)
    keep_state(desk, item, status=ItemStatus.UNDER_WAY, attempts=submission.number)
    audit.record(submission, action="assignments.hand_in", by=by, at=at, number=submission.number)
    if opened.block["peer_reviews"]:
        _enqueue(desk.enrolment.course_id, item.key)


def _enqueue(course_id: int, item_key: str) -> None:
    from ..tasks import give_out_for_review

    transaction.on_commit(lambda: give_out_for_review.delay(course_id, item_key), robust=True)


@transaction.atomic
def take_back(*, enrolment: Enrolment, lesson_key: UUID, item_key: str, by: User | None, at: datetime) -> Submission:
    """Make what was handed in a draft again, as long as nobody has begun to assess it. Raises CannotTakeBack."""
    opened = open_assignment(enrolment, lesson_key, item_key)
    waiting = opened.waiting
    if waiting is None or waiting.state != SubmissionState.HANDED_IN or waiting.peer_reviews.exists():
        raise CannotTakeBack(opened.item.key)
    waiting.state, waiting.submitted_at, waiting.is_late, waiting.saved_at = SubmissionState.DRAFT, None, False, at
    waiting.save()
    audit.record(waiting, action="assignments.take_back", by=by, at=at, number=waiting.number)
    return waiting
