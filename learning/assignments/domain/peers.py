"""Learners assess each other: who gets whose, and what they say of it. No name on either side; the teacher decides."""

import hashlib
from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User
from learning.enums import EnrolmentState
from learning.models import Course

from ..assessing import Assessment
from ..enums import SubmissionState
from ..models import PeerReview, Submission
from ..queries import block_on


class ReviewIsDone(Exception):
    """It was sent before."""


class ReviewIsClosed(Exception):
    """The teacher went on without it."""


class ReviewNotWhole(Exception):
    """A criterion has no level; `missing` names them."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@transaction.atomic
def give_out(*, course_id: int, item_key: str, at: datetime) -> int:
    """Give each who waits the submissions of those after them in a ring; return how many were given.

    A ring is made of all who have handed in and are in none yet, as soon as there are more of them than each is to
    assess: so everybody gives and gets as many, nobody gets their own, nobody the same twice. Under a lock on the
    course, so two workers make one ring. Safe to call at any time, and again.
    """
    Course.objects.select_for_update().get(pk=course_id)
    waiting = _in_no_ring(course_id, item_key)
    number = block_on(waiting[-1].release, item_key, "")["peer_reviews"] if waiting else 0
    if not number or len(waiting) <= number:
        return 0
    ring = sorted(waiting, key=_place)
    reviews = [
        PeerReview(submission=ring[(place + step) % len(ring)], reviewer=one.enrolment, assigned_at=at)
        for place, one in enumerate(ring)
        for step in range(1, number + 1)
    ]
    PeerReview.objects.bulk_create(reviews)
    return len(reviews)


def _in_no_ring(course_id: int, item_key: str) -> list[Submission]:
    """First submissions that are in no ring, of people who still take the course; in the order they came."""
    rows = Submission.objects.filter(enrolment__course=course_id, item_key=item_key, counts=True)
    rows = rows.exclude(state=SubmissionState.DRAFT).exclude(enrolment__state=EnrolmentState.WITHDRAWN)
    rows = rows.filter(peer_reviews__isnull=True, enrolment__learner__is_active=True)
    rows = rows.exclude(enrolment__peer_reviews__submission__item_key=item_key)
    found = rows.select_related("enrolment", "release").defer("release__outline").order_by("submitted_at", "pk")
    first = {one.enrolment.learner_id: one for one in reversed(found)}
    return sorted(first.values(), key=lambda one: (one.submitted_at, one.pk))


def _place(submission: Submission) -> bytes:
    """An order that says nothing of who was first, and is the same whoever asks."""
    return hashlib.sha256(f"{submission.item_key}:{submission.pk}".encode()).digest()


@transaction.atomic
def send_review(*, review: PeerReview, assessment: Assessment, by: User, at: datetime) -> PeerReview:
    """Send what one says of somebody's submission. Raises ReviewIsDone, ReviewIsClosed and ReviewNotWhole."""
    rows = PeerReview.objects.select_for_update(of=("self",)).select_related("submission__release")
    locked = rows.get(pk=review.pk)
    if locked.done_at:
        raise ReviewIsDone(locked.pk)
    if locked.closed_at:
        raise ReviewIsClosed(locked.pk)
    block = block_on(locked.submission.release, locked.submission.item_key, "")
    said = Assessment(assessment.criteria, assessment.comment).fitting(block | {"judged": "points"})
    if missing := said.missing(block | {"judged": "points"}):
        raise ReviewNotWhole(missing)
    locked.criteria, locked.comment, locked.done_at = said.criteria, said.comment, at
    locked.save(update_fields=["criteria", "comment", "done_at"])
    audit.record(locked, action="assignments.review", by=by, at=at, submission=locked.submission_id)
    return locked
