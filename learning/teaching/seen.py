"""What of a course somebody follows up: all of it, or the groups they teach."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from ..models import Course
from ..rules import may_see_grades
from .grouping import Choice, group_choices, group_members, groups_taught_by


@dataclass(frozen=True)
class Seen:
    """`groups`, asked for once, may be chosen; who does not see the `whole` course always looks at one of them."""

    course: Course
    own: list[Choice]
    whole: bool

    @cached_property
    def groups(self) -> list[Choice]:
        return group_choices(self.course) if self.whole else self.own

    def group(self, asked: str) -> str:
        """The key of the group that is asked for. Nothing that fits: everybody, or the first group of one's own."""
        if asked and asked in dict(self.groups):
            return asked
        return "" if self.whole else self.own[0][0]

    def only(self, group: str) -> Collection[int] | None:
        """The people of a group; None where that is everybody."""
        return group_members(self.course, group) if group else None


def seen_by(user: Any, course: Course, *, at: datetime) -> Seen | None:
    """None for who neither owns nor teaches the course, nor a group of it."""
    if may_see_grades(user, course, at=at):
        return Seen(course, [], whole=True)
    own = groups_taught_by(user, course)
    return Seen(course, own, whole=False) if own else None
