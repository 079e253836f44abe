"""The groups of a course, for those who follow up its learners."""

from collections.abc import Collection
from typing import Any

from learning.models import Course
from learning.teaching.grouping import Choice, GroupSource, register_group_source

from .models import CourseGroup, GroupPlace


def group_choices(course: Course) -> list[Choice]:
    return [(str(pk), name) for pk, name in CourseGroup.objects.filter(course=course).values_list("pk", "name")]


def groups_taught_by(user: Any, course: Course) -> list[Choice]:
    """As `rules.teaches_group`: who has lost the way into the admin has lost this too."""
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return []
    rows = CourseGroup.objects.filter(course=course, teachers__user=user)
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def learners_in(course: Course, key: str) -> Collection[int]:
    rows = GroupPlace.objects.filter(group__course=course, group=int(key))
    return list(rows.order_by().values_list("enrolment__learner", flat=True))


def register() -> None:
    register_group_source(GroupSource(choices=group_choices, taught_by=groups_taught_by, members=learners_in))
