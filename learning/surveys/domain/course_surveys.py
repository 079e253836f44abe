"""Asking the people of a course: before they begin, and when they have completed it."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Q

from learning.enums import EnrolmentState
from learning.models import Enrolment

from ..enums import Moment, Timing
from ..kinds import COURSE, key_of
from ..models import Occasion, Respondent
from .asking import ask

# How far back the tick looks for people whom an announcement that was lost has passed over.
CATCH_UP = timedelta(days=14)


def ask_people_of_course(*, enrolment_id: int, at: datetime) -> list[Respondent]:
    """Ask the person of an enrolment what is due at its point: before, after, or once when it is completed.

    Safe to run twice. Who did not answer before is not asked after: there would be nothing to compare.
    """
    found = Enrolment.objects.select_related("course", "learner", "organisation")
    enrolment = found.filter(pk=enrolment_id, learner__is_active=True).first()
    if enrolment is None:
        return []
    asked, instance = [], str(enrolment.pk)
    for occasion in _open_occasions(key_of(enrolment.course)):
        answered = occasion.respondents.filter(instance=instance, moment=Moment.BEFORE, answered=True)
        if moment := _moment_due(occasion, enrolment, answered_before=answered.exists):
            about: dict[str, Any] = {"instance": instance, "organisation": enrolment.organisation}
            asked.append(ask(occasion=occasion, user=enrolment.learner, moment=moment, at=at, **about))
    return asked


def enrolments_passed_over(*, at: datetime) -> list[int]:
    """Ids of enrolments that have come to a point where they are asked, and whose person has not been.

    Two queries for each survey that stands open at a course, however many take it.
    """
    missing: list[int] = []
    for occasion in _open_occasions():
        since = max(occasion.opened_at, at - CATCH_UP)
        rows = occasion.respondents.values_list("instance", "moment", "answered")
        known = {(instance, moment): answered for instance, moment, answered in rows}
        recent = Enrolment.objects.filter(Q(enrolled_at__gte=since) | Q(ended_at__gte=since), learner__is_active=True)
        for enrolment in recent.filter(course__translation_key=occasion.key):
            before = known.get((str(enrolment.pk), Moment.BEFORE), False)
            moment = _moment_due(occasion, enrolment, answered_before=partial(bool, before))
            if moment and (str(enrolment.pk), moment) not in known:
                missing.append(enrolment.pk)
    return list(dict.fromkeys(missing))


def _open_occasions(key: str = "") -> Iterable[Occasion]:
    found = Occasion.objects.filter(kind=COURSE, closed_at__isnull=True, deadline_at__isnull=True)
    return found.filter(key=key) if key else found


def _moment_due(occasion: Occasion, enrolment: Enrolment, *, answered_before: Callable[[], bool]) -> str:
    """Empty where nothing is due: what happened before the occasion was opened is not asked about."""
    completed = enrolment.state == EnrolmentState.COMPLETED
    since = enrolment.ended_at if completed else enrolment.enrolled_at
    if enrolment.state == EnrolmentState.WITHDRAWN or since is None or since < occasion.opened_at:
        return ""
    if occasion.timing == Timing.ONCE:
        return Moment.ONCE if completed else ""
    if not completed:
        return Moment.BEFORE
    return Moment.AFTER if answered_before() else ""
