"""Assessing: drafts that nobody else sees, then feedback that is published and never changed.

A draft moves nothing. Publishing writes the fact, and with it the learner's progress; whoever has passed stays passed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce, Greatest

from cms import audit
from cms.people.models import User
from learning.domain.progress import Desk, keep_state, sit_down, take_down_done, write_fact
from learning.enums import ItemStatus, Verb
from learning.outline import Item

from ..assessing import Assessment, Block
from ..enums import FeedbackState, SubmissionState
from ..mails import feedback_is_there
from ..models import Feedback, Submission
from ..queries import block_on, item_on
from .feedback_files import publish_files


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
    paper = _taken_up(submission)
    return _keep(paper, _marked(paper, assessment, version=version, by=by, at=at))


@transaction.atomic
def publish_feedback(*, submission: Submission, by: User, at: datetime) -> Feedback:
    """Publish the draft: the learner reads it and gets a mail, and the course counts it.

    Raises NothingToPublish, NotWhole, StaysPassed, NotHandedIn, EnrolmentEnded.
    """
    paper = _taken_up(submission)
    if paper.draft is None:
        raise NothingToPublish(submission.pk)
    if problem := _why_not(paper, paper.draft):
        raise problem
    return _publish(paper, paper.draft, by=by, at=at)


def save_and_publish(
    *, submission: Submission, assessment: Assessment, version: int, by: User, at: datetime
) -> Feedback:
    """Save as `save_feedback` does, and publish under the same lock. Raises as both do.

    No mark is lost: NotWhole and StaysPassed are raised once the draft is kept.
    """
    with transaction.atomic():
        paper = _taken_up(submission)
        draft = _marked(paper, assessment, version=version, by=by, at=at)
        problem = _why_not(paper, draft)
        if problem:
            _keep(paper, draft)
        else:
            _publish(paper, draft, by=by, at=at)
    if problem:
        raise problem
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


@dataclass(frozen=True)
class Paper:
    """What is assessed: its learner's enrolment, locked, and what was said of it so far, oldest first."""

    desk: Desk
    submission: Submission
    block: Block
    feedbacks: list[Feedback]

    @property
    def last(self) -> Feedback | None:
        return self.feedbacks[-1] if self.feedbacks else None

    @property
    def draft(self) -> Feedback | None:
        return self.last if self.last and not self.last.is_published else None


def _taken_up(submission: Submission) -> Paper:
    """Lock the learner's enrolment, as every verb of learning does, and read what was said. Whether the submission is
    still what the caller saw is asked when its state is written (`_set_state`).
    """
    desk = sit_down(submission.enrolment)
    submission.enrolment = desk.enrolment
    block = block_on(submission.release, submission.item_key, desk.enrolment.learner.language)
    return Paper(desk, submission, block, list(submission.feedbacks.order_by("number")))


def _marked(paper: Paper, assessment: Assessment, *, version: int, by: User, at: datetime) -> Feedback:
    """The draft with these marks, or a new one; not written yet."""
    last = paper.last
    if last and last.version != version:
        raise SavedMeanwhile(last)
    draft = paper.draft or Feedback(submission=paper.submission, number=last.number + 1 if last else 1)
    said = assessment.fitting(paper.block)
    draft.criteria, draft.comment, draft.passed = said.criteria, said.comment, said.passed
    draft.version, draft.by, draft.saved_at = (last.version if last else 0) + 1, by, at
    return draft


def _keep(paper: Paper, draft: Feedback) -> Feedback:
    being_read = Case(When(state=SubmissionState.HANDED_IN, then=Value(SubmissionState.ASSESSING)), default=F("state"))
    _set_state(paper.submission, being_read)
    draft.save()
    return draft


def _set_state(submission: Submission, state: Any) -> None:
    """Of the submission as it was seen: one that was taken back since, or counts no more, is left as it is."""
    seen = Submission.objects.filter(pk=submission.pk, counts=True, submitted_at=submission.submitted_at)
    if not seen.exclude(state=SubmissionState.DRAFT).update(state=state):
        raise NotHandedIn(submission.pk)


def _why_not(paper: Paper, draft: Feedback) -> NotWhole | StaysPassed | None:
    said = Assessment(draft.criteria, draft.comment, draft.passed)
    if missing := said.missing(paper.block):
        return NotWhole(missing)
    was_passed = any(one.passed for one in paper.feedbacks if one.is_published)
    return StaysPassed(paper.submission.pk) if was_passed and not said.verdict(paper.block) else None


def _publish(paper: Paper, draft: Feedback, *, by: User, at: datetime) -> Feedback:
    said = Assessment(draft.criteria, draft.comment, draft.passed)
    draft.passed, draft.score = said.verdict(paper.block), said.score(paper.block)
    draft.state, draft.published_at, draft.by = FeedbackState.PUBLISHED, at, by
    draft.version += 1
    _set_state(paper.submission, SubmissionState.ASSESSED)
    draft.save()
    publish_files(draft)
    _take_down(paper.desk, paper.submission, draft, by=by, at=at)
    feedback_is_there(draft, at=at)
    return draft


def _take_down(desk: Desk, submission: Submission, feedback: Feedback, *, by: User, at: datetime) -> None:
    """The fact, and what it makes of the item: the best score stays, and what is done stays done."""
    item = _item(submission)
    verb = Verb.PASSED if feedback.passed else Verb.FAILED
    score = feedback.score or 0
    value = {"attempt": submission.number, "score": score, "submission": submission.pk}
    write_fact(desk, verb, item, client_id=f"feedback:{feedback.pk}", by=by, at=at, **value)
    audit.record(feedback, action="assignments.publish", by=by, at=at, submission=submission.pk, verb=verb.value)
    attempts, best = _raised(desk, item, attempts=submission.number, score=score)
    if feedback.passed and not desk.has_done(item):
        take_down_done(desk, item, by=by, at=at, attempts=attempts, score=best)
    elif item.key in desk.standing.done:
        keep_state(desk, item, attempts=attempts, best_score=best)
    else:
        keep_state(desk, item, status=ItemStatus.UNDER_WAY, attempts=attempts, best_score=best)


def _raised(desk: Desk, item: Item, *, attempts: int, score: int) -> tuple[int | Greatest, int | Greatest]:
    """What the item's projection says, or this where it is more; the database compares."""
    if item.key not in desk.states:
        return attempts, score
    return Greatest(F("attempts"), attempts), Greatest(Coalesce(F("best_score"), 0), score)


def _item(submission: Submission) -> Item:
    """As the release has it that it was handed in on, whatever its learner stands on now."""
    item = item_on(submission.release, submission.item_key)
    assert item is not None
    return item
