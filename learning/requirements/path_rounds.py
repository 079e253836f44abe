"""When somebody has completed a path, as arithmetic on moments. No database.

A path is completed at the first moment the version that applies then finds enough courses completed in each of its
steps; for the next round, only what was completed after the last one counts. So it can be told again from the start,
and finished stays finished whatever a later version asks for.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Step:
    """`needed` of these courses; all of them where it is None. More than there are is all of them too."""

    courses: frozenset[int]
    needed: int | None = None

    @property
    def wanted(self) -> int:
        return len(self.courses) if self.needed is None else min(self.needed, len(self.courses))

    def done(self, completed: Collection[int]) -> int:
        return len(self.courses.intersection(completed))

    def is_met(self, completed: Collection[int]) -> bool:
        return self.done(completed) >= self.wanted


@dataclass(frozen=True, slots=True)
class Version:
    id: int
    published_at: datetime
    steps: tuple[Step, ...]

    def is_met(self, completed: Collection[int]) -> bool:
        return bool(self.steps) and all(step.is_met(completed) for step in self.steps)


class Round(NamedTuple):
    number: int
    version_id: int
    at: datetime


Completed = tuple[int, datetime]


def rounds_of(versions: Sequence[Version], completions: Iterable[Completed]) -> list[Round]:
    """Every round somebody completed, from their course completions (course, moment) and the path's versions."""
    events = [(at, 0, course, None) for course, at in completions]
    moments = [*events, *((one.published_at, 1, 0, one) for one in versions)]
    found: list[Round] = []
    fresh: set[int] = set()
    current: Version | None = None
    for at, _, course, version in sorted(moments, key=lambda one: one[:3]):
        if version is not None:
            current = version
        else:
            fresh.add(course)
        if current is not None and current.is_met(fresh):
            found.append(Round(len(found) + 1, current.id, at))
            fresh = set()
    return found


def current_round(rounds: Sequence[Round], completions: Iterable[Completed]) -> Mapping[int, datetime]:
    """Courses that count towards the round somebody is in now: those since the last one, each when it was done."""
    since = rounds[-1].at if rounds else None
    return {course: at for course, at in sorted(completions, key=lambda one: one[1]) if since is None or at > since}
