"""Bringing an earlier completion up to date: what of a course is credited, and what there is to do. No database."""

from dataclasses import dataclass

from .changes import unchanged_item_keys
from .outline import Lesson, Outline


@dataclass(frozen=True)
class Update:
    """`credited` are the items that need not be done again; `lessons` those with something left that is required."""

    credited: frozenset[str]
    lessons: tuple[Lesson, ...]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)


def update_between(before: Outline, after: Outline, done: frozenset[str]) -> Update:
    """What somebody who did `done` on one release is still to do on a later one."""
    credited = unchanged_item_keys(before, after) & done
    left = after.required_keys - credited
    lessons = [lesson for lesson in after.lessons if any(item.key in left for item in lesson.items)]
    return Update(credited, tuple(lessons))
