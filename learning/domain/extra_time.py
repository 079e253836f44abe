"""Extra time in timed quizzes: given to one learner of a course, from a moment on, until it is ended."""

from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User

from ..enums import AttemptState
from ..models import Enrolment, ExtraTime
from ..queries import extra_time_of, quiz_on
from ..rules import may_give_extra_time
from ..timing import due_after

LEAST, MOST = 5, 300


class MayNotGiveTime(Exception):
    """Those who teach or own the course give extra time in it."""


class NoSuchShare(Exception):
    """Extra time is between LEAST and MOST per cent."""


@transaction.atomic
def give_extra_time(*, enrolment: Enrolment, percent: int, reason: str, by: User | None, at: datetime) -> ExtraTime:
    """Give a learner so many per cent more time, instead of what they had. An attempt under way gets it too.

    Raises MayNotGiveTime and NoSuchShare.
    """
    locked = _locked(enrolment, by, at=at)
    if not LEAST <= percent <= MOST:
        raise NoSuchShare(percent)
    _end(locked, at=at)
    given = ExtraTime.objects.create(enrolment=locked, percent=percent, reason=reason, starts_at=at, given_by=by)
    _move_clocks(locked, percent)
    audit.record(locked, action="learning.give_extra_time", by=by, at=at, percent=percent, reason=reason)
    return given


@transaction.atomic
def end_extra_time(*, enrolment: Enrolment, by: User | None, at: datetime) -> bool:
    """Let the next attempts have the ordinary time; say whether there was extra time. What is under way keeps its own.

    Raises MayNotGiveTime.
    """
    locked = _locked(enrolment, by, at=at)
    if not _end(locked, at=at):
        return False
    audit.record(locked, action="learning.end_extra_time", by=by, at=at)
    return True


def _locked(enrolment: Enrolment, by: User | None, *, at: datetime) -> Enrolment:
    if by and not may_give_extra_time(by, enrolment.course, at=at):
        raise MayNotGiveTime
    return Enrolment.objects.select_for_update(of=("self",)).select_related("course").get(pk=enrolment.pk)


def _end(enrolment: Enrolment, *, at: datetime) -> bool:
    held = extra_time_of(enrolment, at=at)
    return bool(held and ExtraTime.objects.filter(pk=held.pk).update(ends_at=at))


def _move_clocks(enrolment: Enrolment, percent: int) -> None:
    """An attempt under way ends later, never earlier."""
    under_way = enrolment.attempts.filter(state=AttemptState.STARTED, due_at__isnull=False).select_related("release")
    for attempt in under_way:
        minutes = quiz_on(attempt.release, attempt.item_key, "")["minutes"]
        due_at = due_after(minutes, percent_more=percent, start=attempt.started_at)
        if attempt.due_at is None or due_at > attempt.due_at:
            attempt.due_at = due_at
            attempt.save(update_fields=["due_at"])
