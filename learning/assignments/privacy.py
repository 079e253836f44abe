"""What assignments hold of a person: what they handed in, and what was said of it. Words and files go, counts stay."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import (
    Answer,
    PersonalFile,
    Rows,
    Subject,
    names_nobody,
    register,
    stays,
)
from cms.privacy.purposes import PUBLIC_TASK, Purpose, register_purpose
from cms.privacy.retention import ANONYMISED, Rule, retain

from .domain.feedback_files import forget_feedback_files
from .domain.files import forget_files_of
from .models import Feedback, FeedbackFile, PeerReview, Submission, SubmissionFile

register_purpose(
    Purpose(
        "assignments",
        _("Assignments you hand in"),
        _("What you write and the files you hand in, the feedback on it, and what you say of others’ work."),
        PUBLIC_TASK,
        _("Texts, files and feedback for two years after you handed in. Whether it was passed stays with the course."),
        _("You, and who teaches or owns the course. Other learners without your name, where the assignment says so."),
        42,
    )
)


def handed_in_files(subject: Subject) -> Iterator[PersonalFile]:
    rows = SubmissionFile.objects.filter(submission__enrolment__learner=subject.user).order_by("pk")
    for file in rows:
        yield PersonalFile(f"assignments/{file.submission_id}-{file.pk}-{file.name}", partial(_bytes_of, file))


def files_with_feedback(subject: Subject) -> Iterator[PersonalFile]:
    rows = FeedbackFile.objects.filter(submission__enrolment__learner=subject.user, feedback__isnull=False)
    for file in rows.order_by("pk"):
        yield PersonalFile(f"assignments/feedback-{file.submission_id}-{file.pk}-{file.name}", partial(_bytes_of, file))


def _bytes_of(file: SubmissionFile | FeedbackFile) -> bytes:
    with file.file.open("rb") as opened:
        content: bytes = opened.read()
        return content


def forget_texts(rows: Rows, subject: Subject, at: datetime) -> int:
    return forget_submissions(rows, at)


def forget_submissions(rows: Rows, at: datetime) -> int:
    """Texts, files and what was said go; that something was handed in and assessed stays as a number."""
    ids = list(rows.values_list("pk", flat=True))
    forget_files_of(ids)
    forget_feedback_files(ids)
    Feedback.objects.filter(submission__in=ids).update(criteria={}, comment="")
    PeerReview.objects.filter(submission__in=ids).update(criteria={}, comment="")
    return Submission.objects.filter(pk__in=ids).update(text="")


def forget_files(rows: Rows, subject: Subject, at: datetime) -> int:
    return forget_files_of(list(rows.values_list("submission", flat=True)))


def forget_files_said(rows: Rows, subject: Subject, at: datetime) -> int:
    return forget_feedback_files(list(rows.values_list("submission", flat=True)))


def forget_said(rows: Rows, subject: Subject, at: datetime) -> int:
    return rows.update(criteria={}, comment="")


register(
    Answer(
        SubmissionFile,
        purpose="assignments",
        by=("submission__enrolment__learner",),
        columns=("submission__enrolment__course__title", "name", "mime", "size", "uploaded_at"),
        erase=forget_files,
        files=handed_in_files,
        order=80,
    ),
    Answer(
        FeedbackFile,
        purpose="assignments",
        also=("submission", "feedback"),
        find=lambda subject: FeedbackFile.objects.filter(
            submission__enrolment__learner=subject.user, feedback__isnull=False
        ),
        columns=("submission__enrolment__course__title", "name", "mime", "size", "uploaded_at"),
        erase=forget_files_said,
        files=files_with_feedback,
        order=80,
    ),
    Answer(
        Submission,
        purpose="assignments",
        by=("enrolment__learner",),
        columns=("enrolment__course__title", "number", "state", "text", "is_late", "counts", "submitted_at"),
        erase=forget_texts,
    ),
    Answer(
        Feedback,
        purpose="assignments",
        also=("submission",),
        find=lambda subject: Feedback.objects.filter(
            submission__enrolment__learner=subject.user, published_at__isnull=False
        ),
        columns=(
            *("submission__enrolment__course__title", "submission__number", "number", "criteria", "comment"),
            *("passed", "score", "published_at"),
        ),
        erase=forget_said,
    ),
    Answer(
        Feedback,
        purpose="editing",
        by=("by",),
        columns=("submission__enrolment__course__title", "passed", "published_at"),
        erase=stays,
        theirs=False,
    ),
    Answer(
        PeerReview,
        purpose="assignments",
        by=("reviewer__learner",),
        columns=("reviewer__course__title", "criteria", "comment", "assigned_at", "done_at"),
        erase=forget_said,
    ),
)
register(
    # What others have said of one's own work, without who.
    Answer(
        PeerReview,
        purpose="assignments",
        by=("submission__enrolment__learner",),
        columns=("submission__enrolment__course__title", "submission__number", "criteria", "comment", "done_at"),
        erase=forget_said,
    )
)
names_nobody(
    "The name of a file, which goes with the file.", "assignments.submissionfile.name", "assignments.feedbackfile.name"
)


def with_words_from_before(before: datetime) -> Rows:
    """Submissions that were handed in before this moment, or left as a draft, and still hold words or files."""
    old = Q(submitted_at__lt=before) | Q(submitted_at__isnull=True, saved_at__lt=before)
    said = [model.objects.filter(submission=OuterRef("pk")) for model in (Feedback, PeerReview)]
    words = Q(pk__in=[])
    for rows in said:
        words |= Q(Exists(rows.exclude(comment="", criteria={})))
    files = Exists(SubmissionFile.objects.filter(submission=OuterRef("pk")))
    words |= Q(Exists(FeedbackFile.objects.filter(submission=OuterRef("pk"))))
    return Submission.objects.filter(old, ~Q(text="") | Q(files) | words)


retain(
    Rule(
        "assignments.submissions",
        Submission,
        _("Texts and files that were handed in, and what was said of them"),
        ANONYMISED,
        due=with_words_from_before,
        act=forget_submissions,
    )
)
