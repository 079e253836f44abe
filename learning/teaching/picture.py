"""Everybody who takes a course, read once and lightly: the glance, the gradebook, exports and mails look at this.

It reads what the learner's own pages read: the projections and the outline of the release each of them stands on. At
most seven queries, for any number of people; what is done, item by item, is asked for by whoever shows it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, partial

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery

from cms import clock
from cms.sorting import nordic

from ..enums import AttemptState, EnrolmentState, ItemStatus, Verb
from ..models import ActivityFact, Attempt, Course, CourseRelease, ItemState
from ..outline import Item, Outline, outlines_of
from ..queries import newest_enrolments
from ..requirements.models import Obligation
from .columns import Group, columns_of, items_by_key
from .enums import Reason, Standing, State
from .help import NOTHING, Held, Signal, signals_of, state_of
from .patience import Patience

# What somebody does themselves; being moved or registered is done to them.
DOING = (Verb.EXPERIENCED, Verb.ANSWERED, Verb.PASSED, Verb.FAILED)
# Crisis pauses from before this are forgotten: whoever did nothing for that long stands still anyway.
LOOKS_BACK = timedelta(days=400)


@dataclass(slots=True)
class Person:
    """One learner's newest enrolment. `work` holds what is begun and not done, by item."""

    enrolment_id: int
    number: int
    learner_id: int
    name: str
    has_account: bool
    release_id: int
    state: str
    organisation_id: int | None
    organisation: str
    enrolled_at: datetime
    completed_at: datetime | None
    done: int
    required: int
    last_at: datetime | None
    work: dict[str, Held] = field(default_factory=dict)
    signals: list[Signal] = field(default_factory=list)

    @property
    def is_active(self) -> bool:
        return self.state == EnrolmentState.ACTIVE

    @property
    def percent(self) -> int:
        return 100 * self.done // self.required if self.required else 0

    @property
    def standing(self) -> Standing:
        if not self.is_active:
            return Standing.COMPLETED
        if self.signals:
            return Standing.NEEDS_HELP
        return Standing.UNDER_WAY if self.done or self.last_at or self.work else Standing.NOT_STARTED


ROW = (
    *("pk", "number", "learner_id", "learner__name", "learner__is_active", "release_id", "state"),
    *("organisation_id", "organisation__name", "enrolled_at", "ended_at"),
    *("course_state__done", "course_state__required", "last_at"),
)


class Picture:
    """A course and its people at a moment. `only` limits it to these learners (a group)."""

    def __init__(self, course: Course, *, at: datetime, only: Collection[int] | None = None) -> None:
        self.course, self.at = course, at
        self.enrolments = newest_enrolments(course)
        if only is not None:
            self.enrolments = self.enrolments.filter(learner__in=only)
        self.people = self._people()
        self._give_work()
        self._give_signals()

    # --- Reading ---------------------------------------------------------------------------------

    def _people(self) -> list[Person]:
        """By name. One query."""
        doing = ActivityFact.objects.filter(enrolment=OuterRef("pk"), verb__in=DOING)
        last = doing.order_by().values("enrolment").annotate(last=Max("at")).values("last")
        rows = self.enrolments.order_by().annotate(last_at=Subquery(last)).values_list(*ROW)
        people = [Person(*row) for row in rows]
        for one in people:
            one.organisation = one.organisation or ""
            one.done, one.required = one.done or 0, one.required or 0
        return sorted(people, key=lambda one: (nordic(one.name), one.enrolment_id))

    @cached_property
    def outlines(self) -> dict[int, Outline]:
        """By release: the current one, and those somebody stands on. One query, two where some are new to us."""
        ids = {one.release_id for one in self.people} | {self.course.current_release_id or 0}
        releases = CourseRelease.objects.filter(pk__in=ids).defer("outline").order_by("-number")
        self.release_order = [release.pk for release in releases]
        return outlines_of(releases)

    @cached_property
    def items(self) -> dict[int, dict[str, Item]]:
        return {pk: items_by_key(outline) for pk, outline in self.outlines.items()}

    @cached_property
    def groups(self) -> list[Group]:
        current = self.outlines.get(self.course.current_release_id or 0)
        if current is None:
            return []
        return columns_of(current, [self.outlines[pk] for pk in self.release_order])

    def _give_work(self) -> None:
        """What is begun and not done. Two queries; nobody's answers are read."""
        found: dict[int, dict[str, Held]] = {}
        done = ItemState.objects.filter(
            enrolment=OuterRef("enrolment"), item_key=OuterRef("item_key"), status=ItemStatus.DONE
        )
        tries = Attempt.objects.filter(~Exists(done), enrolment__in=self.enrolments.values("pk"), counts=True)
        counted = (
            tries.order_by()
            .values("enrolment_id", "item_key")
            .annotate(
                tried=Count("pk", filter=Q(state=AttemptState.SUBMITTED)),
                open_since=Max("saved_at", filter=Q(state=AttemptState.STARTED)),
            )
        )
        for pk, key, tried, since in counted.values_list("enrolment_id", "item_key", "tried", "open_since"):
            found.setdefault(pk, {})[key] = Held(is_begun=True, tried=tried, open_since=since)
        begun = ItemState.objects.filter(enrolment__in=self.enrolments.values("pk"), status=ItemStatus.UNDER_WAY)
        for pk, key in begun.values_list("enrolment_id", "item_key"):
            found.setdefault(pk, {}).setdefault(key, Held(is_begun=True))
        for one in self.people:
            one.work = found.get(one.enrolment_id, {})

    # --- Who may need help -----------------------------------------------------------------------

    @cached_property
    def patience(self) -> Patience:
        return Patience({one.organisation_id for one in self.people}, since=self.at - LOOKS_BACK, at=self.at)

    def passed_for(self, person: Person) -> partial[bool]:
        return partial(self.patience.passed, person.organisation_id)

    def _give_signals(self) -> None:
        due, today = self._due_days(), clock.local_date(self.at)
        for one in self.people:
            if not one.is_active or not one.has_account:
                continue
            items = self.items.get(one.release_id, {})
            one.signals = signals_of(
                ((items[key], held) for key, held in one.work.items() if key in items),
                done=one.done,
                required=one.required,
                last_at=one.last_at,
                due_on=due.get(one.learner_id),
                today=today,
                passed=self.passed_for(one),
            )

    def _due_days(self) -> dict[int, date]:
        """When somebody's role asks for the course, while it is not done: the nearest day. One query."""
        asked = Obligation.objects.filter(
            user__isnull=False,
            due_on__isnull=False,
            version__target_kind="course",
            version__target_key=str(self.course.translation_key),
        )
        days = asked.order_by("-due_on").values_list("user_id", "due_on")
        return {user_id: due_on for user_id, due_on in days if user_id and due_on}

    # --- Looking ---------------------------------------------------------------------------------

    def state(self, person: Person, key: str, held: Held | None = None) -> State:
        """How somebody is with an item. `held` where it is known to be done; else what is begun."""
        item = self.items.get(person.release_id, {}).get(key)
        held = held or person.work.get(key, NOTHING)
        return state_of(item, held, active=person.is_active, passed=self.passed_for(person))

    @property
    def in_need(self) -> list[Person]:
        """Those who may need help, the most urgent first, then who was active longest ago."""
        order = {reason: number for number, reason in enumerate(Reason)}
        found = [one for one in self.people if one.signals]
        return sorted(found, key=lambda one: (order[one.signals[0].reason], one.last_at or one.enrolled_at))

    def count(self, standing: Standing) -> int:
        return sum(one.standing == standing for one in self.people)
