"""Who has stopped in a course, and for how long: read for everybody at once. Writes nothing.

Days in which an organisation's timers stood still do not count. A handful of queries, however many people there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms import clock
from cms.pause.queries import Standstill, standstill
from cms.pause.targets import EVERYBODY, targets_of
from cms.people.models import Organisation
from learning.enums import EnrolmentState, Verb
from learning.models import Enrolment

from .models import CourseWays
from .opening import opens_on

FIRST, SECOND = 1, 2
# Who has been away for longer than this is left alone: a site that reminds from today on does not write to everybody
# who ever stopped.
LATEST = timedelta(days=400)
# What somebody does themselves; to be moved to another release is no progress.
PROGRESS = (Verb.REGISTERED, Verb.EXPERIENCED, Verb.ANSWERED, Verb.PASSED, Verb.FAILED)
# A step is sent while it is fresh: a sweep that stood still forgets nobody, and nobody is reminded a year late.
CATCH_UP = timedelta(days=7)
USUAL = CourseWays()
FOR_NOBODY = frozenset({EVERYBODY})


@dataclass(frozen=True)
class Idle:
    """Somebody who has stopped: since when, from when days count (their group may have started later), and after how
    many days the course reminds."""

    enrolment_id: int
    organisation_id: int | None
    since: datetime
    counts_from: datetime
    first: int
    second: int


def under_way() -> QuerySet[Enrolment]:
    """Enrolments under way of people who can sign in, each with the day its lessons open."""
    rows = Enrolment.objects.filter(state=EnrolmentState.ACTIVE, learner__is_active=True)
    return rows.annotate(opens_on=opens_on())  # type: ignore[no-redef]


def idle_people(*, at: datetime) -> list[tuple[Idle, int]]:
    """Everybody who has stopped for as long as one of the two steps says, with that step. Three queries at most."""
    found = list(_stopped(at=at))
    clocks = Clocks({one.organisation_id for one in found}, at=at)
    steps = ((one, _step_of(one, clocks)) for one in found if not clocks.stand_still(one.organisation_id))
    return [(one, step) for one, step in steps if step]


def last_progress(enrolment: Enrolment) -> datetime | None:
    last: datetime | None = enrolment.facts.filter(verb__in=PROGRESS).aggregate(last=Max("at"))["last"]
    return last


class Clocks:
    """The timers of some organisations: whether they stand still, and how long something has really lasted."""

    def __init__(self, organisation_ids: Iterable[int | None], *, at: datetime) -> None:
        self.at = at
        self.still: Standstill = standstill(since=at - LATEST)
        places = Organisation.objects.filter(pk__in=[one for one in organisation_ids if one])
        related = places.select_related("municipality")
        self.targets = {one.pk: targets_of(one) for one in related} if self.still.spans else {}

    def stand_still(self, organisation_id: int | None) -> bool:
        return self.still.holds(self._targets(organisation_id), at=self.at)

    def passed_at(self, organisation_id: int | None, *, since: datetime, days: int) -> datetime:
        """When so many days had passed since a moment."""
        deadline, targets = since + timedelta(days=days), self._targets(organisation_id)
        return self.still.deadline(targets, since=since, deadline=deadline, at=self.at)

    def _targets(self, organisation_id: int | None) -> frozenset[str]:
        return self.targets.get(organisation_id, FOR_NOBODY) if organisation_id else FOR_NOBODY


def _step_of(one: Idle, clocks: Clocks) -> int | None:
    """The later step whose day has come, and came not long ago."""
    for step, days in ((SECOND, one.second), (FIRST, one.first)):
        passed = clocks.passed_at(one.organisation_id, since=one.counts_from, days=days)
        if clocks.at >= passed:
            return step if clocks.at < passed + CATCH_UP else None
    return None


def _stopped(*, at: datetime) -> Iterable[Idle]:
    """People under way in courses that remind, who have done nothing for a while. One query."""
    rows = under_way().filter(Q(course__ways__isnull=True) | Q(course__ways__reminds=True))
    rows = rows.filter(Q(opens_on__isnull=True) | Q(opens_on__lte=clock.local_date(at)))
    rows = rows.annotate(
        since=Max("facts__at", filter=Q(facts__verb__in=PROGRESS)),
        first=Coalesce(F("course__ways__first_reminder"), USUAL.first_reminder),
        second=Coalesce(F("course__ways__second_reminder"), USUAL.second_reminder),
    ).filter(since__lte=at - timedelta(days=1), since__gt=at - LATEST)
    columns = ("pk", "organisation_id", "since", "opens_on", "first", "second")
    for pk, organisation, since, opens, first, second in rows.order_by("since", "pk").values_list(*columns):
        counts_from = max(since, _beginning_of(opens)) if opens else since
        yield Idle(pk, organisation, since, counts_from, first, second)


def _beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())
