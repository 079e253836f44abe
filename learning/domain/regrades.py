"""Marking a question anew because its key was wrong: confirmed once by a person, then done attempt by attempt.

What was marked stays as it was; what counts now is added: a grading event for the attempt, and a fact for the learner
that says "attempt 2 gives 80 now", so that a rebuild of progress comes to the same.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cms import audit
from cms.people.models import User

from ..enums import EnrolmentState, ItemStatus, RegradeState, Verb
from ..mails import passed_after_regrade
from ..models import ActivityFact, Course, Enrolment, GradingEvent, ItemState, Regrade
from ..outline import Item, Outline, outline_of
from ..regrading import Change, Correction, changes_of, mended_keys
from ..rules import may_regrade
from .progress import Desk, keep_state, sit_down, take_down_done

# Whoever was handing in just then was marked with the old key: looked at once more when they are surely done.
SETTLED = timedelta(minutes=1)


class MayNotRegrade(Exception):
    """Owners of a course regrade in it."""


class ReasonMissing(Exception):
    """Learners are told why; so it must be said."""


class NothingToMend(Exception):
    """The key marks no differently from the one attempts were marked with."""


@transaction.atomic
def regrade_question(
    *,
    course: Course,
    item_key: str,
    question_id: str,
    correction: Correction,
    reason: str,
    by: User | None,
    at: datetime,
) -> Regrade:
    """Let a mended key hold from now on, and have every attempt that was handed in marked by it.

    `correction` is one of `regrading.mended_keys`. Raises MayNotRegrade, ReasonMissing and NothingToMend.
    """
    if by and not may_regrade(by, course, at=at):
        raise MayNotRegrade
    if not reason.strip():
        raise ReasonMissing
    locked = Course.objects.select_for_update().get(pk=course.pk)
    if correction not in [mended.correction for mended in mended_keys(locked, item_key, question_id)]:
        raise NothingToMend(question_id)
    regrade = Regrade.objects.create(
        course=locked,
        item_key=item_key,
        question_id=question_id,
        correction=correction,
        reason=reason.strip(),
        at=at,
        by=by,
    )
    Course.objects.filter(pk=locked.pk).update(corrections=F("corrections") + 1)
    audit.record(locked, action="learning.regrade", by=by, at=at, regrade=regrade.pk)
    _enqueue(regrade)
    return regrade


def apply_regrade(*, regrade_id: int, at: datetime) -> int:
    """Mark anew what is not yet, and return how many attempts changed. Safe to call at any time, and again.

    Each attempt is a transaction of its own under its enrolment's lock; a worker that is lost loses one.
    """
    regrade = Regrade.objects.select_related("course__current_release", "by").filter(pk=regrade_id).first()
    if regrade is None or regrade.state == RegradeState.DONE:
        return 0
    found = changes_of(regrade.course, regrade.item_key, regrade.question_id, regrade.correction)
    written = sum(_apply(regrade, change, at=at) for change in found)
    if not written and at >= regrade.at + SETTLED:
        Regrade.objects.filter(pk=regrade.pk).update(state=RegradeState.DONE, finished_at=at)
    return written


def unfinished_regrades() -> list[int]:
    return list(Regrade.objects.filter(state=RegradeState.RUNNING).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _apply(regrade: Regrade, change: Change, *, at: datetime) -> int:
    attempt = change.attempt
    enrolment = Enrolment.objects.select_for_update().get(pk=attempt.enrolment_id)
    if GradingEvent.objects.filter(attempt=attempt, regrade=regrade).exists():
        return 0
    GradingEvent.objects.create(
        attempt=attempt, regrade=regrade, score=change.score, passed=change.passed, mark=change.mark.as_json(), at=at
    )
    _write_fact(regrade, change, at=at)
    if enrolment.state != EnrolmentState.WITHDRAWN and attempt.counts:
        _bring_up_to_date(regrade, change, sit_down(enrolment, at=at), at=at)
    return 1


def _write_fact(regrade: Regrade, change: Change, *, at: datetime) -> None:
    """In the words of any other attempt: whoever adds up facts need not know of regrades."""
    attempt = change.attempt
    ActivityFact.objects.create(
        enrolment_id=attempt.enrolment_id,
        verb=Verb.PASSED if change.passed else Verb.FAILED,
        item_key=attempt.item_key,
        item_hash=_item_hash(change),
        value={"attempt": attempt.number, "score": change.score, "regrade": regrade.pk},
        client_id=f"regrade:{regrade.pk}:{attempt.number}",
        at=at,
        by=regrade.by,
    )


def _item_hash(change: Change) -> str:
    item = _item_in(change, outline_of(change.attempt.release))
    return item.content_hash if item else ""


def _item_in(change: Change, outline: Outline) -> Item | None:
    key = change.attempt.item_key
    lesson = outline.by_key.get(UUID(key.split(":", 1)[0]))
    return lesson.item(key) if lesson else None


def _bring_up_to_date(regrade: Regrade, change: Change, desk: Desk, *, at: datetime) -> None:
    """The projections after a regrade: who passes now is done and is told so, a best score never goes down."""
    item = _item_in(change, desk.standing.outline)
    if item is None:
        return
    state = ItemState.objects.filter(enrolment=desk.enrolment, item_key=item.key).first()
    best = max(change.score, state.best_score or 0 if state else 0)
    attempts = max(change.attempt.number, state.attempts if state else 0)
    if change.passed and not desk.has_done(item):
        take_down_done(desk, item, by=regrade.by, at=at, attempts=attempts, score=best)
        passed_after_regrade(desk, item, regrade=regrade, at=at)
    elif state and state.best_score != best:
        keep_state(desk, item, best_score=best)
    elif state is None:
        keep_state(desk, item, status=ItemStatus.UNDER_WAY, attempts=attempts, best_score=best)


def _enqueue(regrade: Regrade) -> None:
    from ..tasks import carry_on_regrade

    transaction.on_commit(lambda: carry_on_regrade.delay(regrade.pk), robust=True)
