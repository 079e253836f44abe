"""Reading what gates ask about: courses and certificates of a learner, the day, and where pauses have moved last days.

At most one query, and none for gates that ask for nothing but what is done in the course itself and for days.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone

from cms import clock

from ..bases import ENROLMENT
from ..enums import EnrolmentState
from ..models import Certificate, Enrolment
from .conditions import Needs
from .known import Known, Taken

_MOMENT = timedelta(microseconds=1)


def known_of(enrolment: Enrolment, needs: Needs, *, held: QuerySet[Certificate], at: datetime) -> Known | None:
    """What the gates of a course ask about its learner; None when they ask nothing. `held`: certificates that hold."""
    if not needs.anything:
        return None
    taken = courses_taken(enrolment.learner_id, needs.courses, held=held)
    return known_from(enrolment, needs, taken, at=at)


def known_from(enrolment: Enrolment, needs: Needs, taken: Mapping[UUID, Taken], *, at: datetime) -> Known:
    """The same, when what the learner has of other courses is known already. No query of its own."""
    since, organisation = enrolment.enrolled_at, enrolment.organisation_id
    return Known(
        today=clock.local_date(at),
        began=clock.local_date(since),
        courses=taken,
        last_days={day: last_day(day, organisation_id=organisation, since=since, at=at) for day in needs.last_days},
    )


def known_before(
    learner_id: int,
    needs: Needs,
    *,
    organisation_id: int | None,
    since: datetime,
    held: QuerySet[Certificate],
    at: datetime,
) -> Known:
    """What the gate of a course asks about somebody who has not begun it. `since`: when it was published."""
    return Known(
        today=clock.local_date(at),
        courses=courses_taken(learner_id, needs.courses, held=held),
        last_days={day: last_day(day, organisation_id=organisation_id, since=since, at=at) for day in needs.last_days},
    )


def courses_taken(learner_id: int, keys: Iterable[UUID], *, held: QuerySet[Certificate]) -> dict[UUID, Taken]:
    """What a learner has of these courses. One query, none for no courses."""
    wanted = list(keys)
    if not wanted:
        return {}
    issued = held.filter(basis_kind=ENROLMENT, basis_key=Cast(OuterRef("pk"), CharField())).order_by()
    rows = Enrolment.objects.filter(learner=learner_id, course__translation_key__in=wanted)
    found: dict[UUID, Taken] = {}
    values = rows.order_by("pk").annotate(issued=Subquery(issued.values("issued_at")[:1]))
    for key, state, moment in values.values_list("course__translation_key", "state", "issued"):
        known = found.get(key, Taken())
        days = (*known.issued, clock.local_date(moment)) if moment else known.issued
        found[key] = Taken(known.completed or state == EnrolmentState.COMPLETED, days)
    return found


def last_day(day: date, *, organisation_id: int | None, since: datetime, at: datetime) -> date:
    """Where a last day has moved to. Pauses are asked for only when it looks as if it were over."""
    ends = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()), timezone.get_default_timezone())
    if at < ends:
        return day
    moved = clock.deadline_after_pauses(organisation_id=organisation_id, since=since, deadline=ends, at=at)
    return clock.local_date(moved - _MOMENT)
