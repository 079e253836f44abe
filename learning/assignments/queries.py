"""Reads used more than once."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from cms import clock
from learning.enums import EnrolmentState
from learning.models import Course, CourseRelease, Enrolment, ReleaseItem
from learning.outline import Item, outline_of
from learning.queries import lesson_blocks
from learning.tries import Tries

from .enums import WAITING, FeedbackState, SubmissionState
from .models import Feedback, PeerReview, ReviewDeadline, Submission

Block = dict[str, Any]

# Who waits for an answer is in the middle of it; a draft follows its learner to the next release.
TRIES = Tries(Submission, is_open=Q(state__in=sorted(WAITING)), begun=~Q(state=SubmissionState.DRAFT))


def item_on(release: CourseRelease, item_key: str) -> Item | None:
    """The assignment as a release has it; None when it holds it no more."""
    lesson = outline_of(release).by_key.get(UUID(item_key.split(":", 1)[0]))
    return lesson.item(item_key) if lesson else None


def block_on(release: CourseRelease, item_key: str, language: str) -> Block:
    """Task and rubric of an assignment as they stand in a release. They are kept in memory."""
    lesson_key, block_id = item_key.split(":", 1)
    outline = outline_of(release)
    blocks = lesson_blocks(release, UUID(lesson_key), outline.language_for(language))
    return next(block for block in blocks if block["id"] == block_id)


def submissions_of(enrolment: Enrolment, item_key: str) -> list[Submission]:
    """One learner's submissions for an assignment, oldest first, with files and what was said of each."""
    rows = enrolment.submissions.filter(item_key=item_key).select_related("release").defer("release__outline")
    return list(rows.prefetch_related("files", "feedbacks__by", "feedbacks__files").order_by("number"))


def tries_at(enrolment: Enrolment, item_key: str) -> list[Submission]:
    """The same rows alone. One query."""
    return list(enrolment.submissions.filter(item_key=item_key).order_by("number"))


def published_of(submission: Submission) -> list[Feedback]:
    """What was said of a submission to its learner, the newest first. No query when it was prefetched."""
    return [one for one in reversed(submission.feedbacks.all()) if one.is_published]


def due_at(enrolment: Enrolment, due_days: int, *, at: datetime) -> datetime | None:
    """Until when the assignment is to be handed in; a crisis pause moves it on. None where there is no date."""
    if not due_days:
        return None
    return clock.deadline_after_pauses(
        organisation_id=enrolment.organisation_id,
        since=enrolment.enrolled_at,
        deadline=enrolment.enrolled_at + timedelta(days=due_days),
        at=at,
    )


def waiting_in(courses: QuerySet[Course]) -> QuerySet[Submission]:
    """What waits to be assessed in these courses, the oldest first, each with `has_draft`."""
    found = assessable_in(courses).filter(state__in=sorted(WAITING), counts=True)
    return found.order_by("submitted_at", "pk")


def assessable_in(courses: QuerySet[Course]) -> QuerySet[Submission]:
    """All that was handed in, of people who still take the course or have taken it."""
    draft = Feedback.objects.filter(submission=OuterRef("pk"), state=FeedbackState.DRAFT)
    rows = Submission.objects.filter(enrolment__course__in=courses, enrolment__learner__is_active=True)
    rows = rows.exclude(state=SubmissionState.DRAFT).exclude(enrolment__state=EnrolmentState.WITHDRAWN)
    about = ("enrolment__learner", "enrolment__course", "enrolment__organisation", "release")
    return rows.select_related(*about).defer("release__outline").annotate(has_draft=Exists(draft))


def reviews_to_do(enrolment: Enrolment, item_key: str) -> list[PeerReview]:
    """Submissions of others that were given to this learner, in the order in which they came."""
    rows = enrolment.peer_reviews.filter(submission__item_key=item_key)
    return list(rows.select_related("submission__release").defer("submission__release__outline").order_by("pk"))


def last_day_of_reviews(course_id: int, item_key: str) -> date | None:
    """Until when others are to be assessed, where a teacher has said it."""
    rows = ReviewDeadline.objects.filter(course=course_id, item_key=item_key)
    return rows.values_list("last_day", flat=True).first()


def reviews_of(course_id: int, item_key: str) -> QuerySet[PeerReview]:
    """Everything that was given out in an assignment, to those who still take the course, by who was to assess."""
    rows = PeerReview.objects.filter(submission__enrolment__course=course_id, submission__item_key=item_key)
    rows = rows.filter(reviewer__learner__is_active=True).exclude(reviewer__state=EnrolmentState.WITHDRAWN)
    return rows.select_related("reviewer__learner", "reviewer__organisation").order_by("reviewer__learner__name", "pk")


def overdue_reviews(courses: QuerySet[Course], *, today: date) -> QuerySet[ReviewDeadline]:
    """Deadlines that have passed in these courses while something is still to be sent."""
    left = PeerReview.objects.filter(done_at=None, closed_at=None, submission__item_key=OuterRef("item_key"))
    left = left.filter(submission__enrolment__course=OuterRef("course"), reviewer__learner__is_active=True)
    left = left.exclude(reviewer__state=EnrolmentState.WITHDRAWN)
    rows = ReviewDeadline.objects.filter(Exists(left), course__in=courses, last_day__lt=today)
    return rows.select_related("course").order_by("last_day", "pk")


def without_reviews() -> list[tuple[int, str]]:
    """Course and assignment of what was handed in to be seen by other learners, and was not given to anybody yet."""
    asked = ReleaseItem.objects.filter(release=OuterRef("release"), key=OuterRef("item_key"), rule__peer_reviews__gt=0)
    rows = Submission.objects.filter(Exists(asked), counts=True, number=1, peer_reviews__isnull=True)
    rows = rows.exclude(state=SubmissionState.DRAFT).exclude(enrolment__state=EnrolmentState.WITHDRAWN)
    return list(rows.order_by().values_list("enrolment__course", "item_key").distinct())
