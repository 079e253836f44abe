"""Groups of learners, for who has them: a room beside this one says which groups a course has and who is in them.

register_group_source(GroupSource(choices=…, taught_by=…, members=…))    # in apps.py, in ready()
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from ..models import Course

Choice = tuple[str, str]


@dataclass(frozen=True)
class GroupSource:
    """`choices` gives key and name of each group of a course, or of those that somebody teaches; `members` the ids of
    the people in one of them.
    """

    choices: Callable[[Course], list[Choice]]
    taught_by: Callable[[Any, Course], list[Choice]]
    members: Callable[[Course, str], Collection[int]]


_sources: list[GroupSource] = []


def register_group_source(source: GroupSource) -> None:
    """There is one, as a rule; a later one takes its place."""
    _sources[:] = [source]


def group_choices(course: Course) -> list[Choice]:
    return _sources[0].choices(course) if _sources else []


def groups_taught_by(user: Any, course: Course) -> list[Choice]:
    return _sources[0].taught_by(user, course) if _sources else []


def group_members(course: Course, key: str) -> Collection[int]:
    return _sources[0].members(course, key) if _sources else []
