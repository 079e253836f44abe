"""What gates ask about a learner beside their progress in the course, as plain values. No database, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from ..months import months_later
from .conditions import Condition, Kind


@dataclass(frozen=True)
class Taken:
    """What somebody has of another course: whether it is completed, and the days their valid certificates are from."""

    completed: bool = False
    issued: tuple[date, ...] = ()


@dataclass(frozen=True)
class Known:
    """`began` is the day of enrolment, None before it. `last_days`: where a crisis pause has moved a last day to."""

    today: date
    began: date | None = None
    courses: Mapping[UUID, Taken] = field(default_factory=dict)
    last_days: Mapping[date, date] = field(default_factory=dict)

    def holds(self, condition: Condition) -> bool:
        """Whether a condition from outside the course holds; one that nothing is known of does not."""
        if condition.kind == Kind.COURSE:
            return self._taken(condition).completed
        if condition.kind == Kind.CERTIFICATE:
            return any(self._is_new_enough(day, condition.number) for day in self._taken(condition).issued)
        if condition.kind == Kind.CLOSES:
            return condition.day is not None and self.today <= self.last_days.get(condition.day, condition.day)
        opens = self.opening_day(condition)
        return opens is not None and opens <= self.today

    def opening_day(self, condition: Condition) -> date | None:
        """The day from which a condition of time holds."""
        if condition.kind == Kind.DAYS and self.began:
            return self.began + timedelta(days=condition.number)
        return condition.day if condition.kind == Kind.OPENS else None

    def _taken(self, condition: Condition) -> Taken:
        return self.courses.get(condition.key, Taken()) if condition.key else Taken()

    def _is_new_enough(self, issued: date, months: int) -> bool:
        until = months_later(issued, months or None)
        return until is None or self.today <= until
