"""Assessing: drafts that nobody else sees, then feedback that is published and never changed.

A draft moves nothing. Publishing writes the fact, and with it the learner's progress; whoever has passed stays passed.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User
from learning.domain.progress import Desk, keep_state, sit_down, take_down_done, write_fact
from learning.enums import ItemStatus, Verb
from learning.models import ItemState
from learning.outline import Item

from ..assessing import Assessment, Block
from ..enums import FeedbackState, SubmissionState
from ..mails import feedback_is_there
from ..models import Feedback, Submission
from ..queries import block_on, item_on


class NotHandedIn(Exception):
    """The learner has taken it back, or it counts no more because the assignment was changed."""


class SavedMeanwhile(Exception):
    """Somebody else has saved or published since this page was opened."""

    def __init__(self, feedback: Feedback) -> None:
        super().__init__(feedback.pk)
        self.feedback = feedback


class NotWhole(Exception):
    """A criterion has no level, or it is not said whether it is passed. `missing` names them; an empty word is that."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class StaysPassed(Exception):
    """A correction cannot take away what was passed."""


class NothingToPublish(Exception):
    """There is no draft."""


@transaction.atomic
def save_feedback(*, submission: Submission, assessment: Assessment, version: int, by: User, at: datetime) -> Feedback:
    """Keep a draft. `version` is the one the writer saw: the newest feedback's `version`, 0 when there was none.

    On what was assessed before, this begins a correction. Raises NotHandedIn, SavedMeanwhile, EnrolmentEnded.
    """
    _desk, locked = _locked(submission)
    last = locked.feedbacks.order_by("-number").first()
    if last and last.version != version:
        raise SavedMeanwhile(last)
    draft = last if last and not last.is_published else _next(locked, last)
    said = assessment.fitting(_block(locked))
    draft.criteria, draft.comment, draft.passed = said.criteria, said.comment, said.passed
    draft.version, draft.by, draft.saved_at = (last.version if last else 0) + 1, by, at
    draft.save()
    if locked.state == SubmissionState.HANDED_IN:
        locked.state = SubmissionState.ASSESSING
        locked.save(update_fields=["state"])
    return draft


def _next(submission: Submission, last: Feedback | None) -> Feedback:
    return Feedback(submission=submission, number=last.number + 1 if last else 1)


@transaction.atomic
def publish_feedback(*, submission: Submission, by: User, at: datetime) -> Feedback:
    """Publish the draft: the learner reads it and gets a mail, and the course counts it.

    Raises NothingToPublish, NotWhole, StaysPassed, NotHandedIn, EnrolmentEnded.
    """
    desk, locked = _locked(submission)
    draft = locked.feedbacks.filter(state=FeedbackState.DRAFT).first()
    if draft is None:
        raise NothingToPublish(locked.pk)
    block = _block(locked)
    said = Assessment(draft.criteria, draft.comment, draft.passed)
    if missing := said.missing(block):
        raise NotWhole(missing)
    draft.passed, draft.score = said.verdict(block), said.score(block)
    _refuse_taking_away(locked, draft)
    draft.state, draft.published_at, draft.by = FeedbackState.PUBLISHED, at, by
    draft.version += 1
    draft.save()
    locked.state = SubmissionState.ASSESSED
    locked.save(update_fields=["state"])
    _take_down(desk, locked, draft, by=by, at=at)
    feedback_is_there(draft, at=at)
    return draft


def publish_drafts(*, submissions: Iterable[Submission], by: User, at: datetime) -> tuple[int, int]:
    """Publish every draft that is whole; say how many were, and how many were left. Each for itself."""
    done = left = 0
    for submission in submissions:
        try:
            publish_feedback(submission=submission, by=by, at=at)
        except (NothingToPublish, NotWhole, StaysPassed, NotHandedIn):
            left += 1
        else:
            done += 1
    return done, left


def _locked(submission: Submission) -> tuple[Desk, Submission]:
    """The learner's enrolment first, as every verb of learning does, then the submission."""
    desk = sit_down(submission.enrolment)
    rows = Submission.objects.select_for_update(of=("self",)).select_related("release").defer("release__outline")
    locked = rows.get(pk=submission.pk)
    if locked.is_draft or not locked.counts:
        raise NotHandedIn(locked.pk)
    locked.enrolment = desk.enrolment
    return desk, locked


def _block(submission: Submission) -> Block:
    return block_on(submission.release, submission.item_key, submission.enrolment.learner.language)


def _refuse_taking_away(submission: Submission, draft: Feedback) -> None:
    earlier = submission.feedbacks.filter(state=FeedbackState.PUBLISHED, passed=True)
    if not draft.passed and earlier.exists():
        raise StaysPassed(submission.pk)


def _take_down(desk: Desk, submission: Submission, feedback: Feedback, *, by: User, at: datetime) -> None:
    """The fact, and what it makes of the item: the best score stays, and what is done stays done."""
    item = _item(submission)
    verb = Verb.PASSED if feedback.passed else Verb.FAILED
    score = feedback.score or 0
    value = {"attempt": submission.number, "score": score, "submission": submission.pk}
    write_fact(desk, verb, item, client_id=f"feedback:{feedback.pk}", by=by, at=at, **value)
    audit.record(feedback, action="assignments.publish", by=by, at=at, submission=submission.pk, verb=verb.value)
    state = ItemState.objects.filter(enrolment=desk.enrolment, item_key=item.key).first()
    attempts = max(submission.number, state.attempts if state else 0)
    best = max(score, (state.best_score or 0) if state else 0)
    if feedback.passed and not desk.has_done(item):
        take_down_done(desk, item, by=by, at=at, attempts=attempts, score=best)
    elif item.key in desk.standing.done:
        keep_state(desk, item, attempts=attempts, best_score=best)
    else:
        keep_state(desk, item, status=ItemStatus.UNDER_WAY, attempts=attempts, best_score=best)


def _item(submission: Submission) -> Item:
    """As the release has it that it was handed in on, whatever its learner stands on now."""
    item = item_on(submission.release, submission.item_key)
    assert item is not None
    return item
