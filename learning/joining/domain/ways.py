"""Saying how people get into a course."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from cms import audit
from cms.people.models import User
from learning.models import Course

from ..models import CourseWays


class RemindersOutOfOrder(Exception):
    """The second reminder comes after the first."""


class FollowsItself(Exception):
    """A course is not what comes after itself."""


@dataclass(frozen=True)
class Terms:
    """What is said of a course's ways; as it is where nobody has said anything."""

    is_open: bool = True
    by_key: bool = False
    on_request: bool = False
    by_contacts: bool = True
    is_closed: bool = False
    reminds: bool = True
    first_reminder: int = 14
    second_reminder: int = 30
    follow_up: Course | None = None


@transaction.atomic
def set_ways(*, course: Course, terms: Terms, by: User | None, at: datetime) -> CourseWays:
    """Set them, from now on: who is in stays in. Raises RemindersOutOfOrder, FollowsItself."""
    if terms.second_reminder <= terms.first_reminder:
        raise RemindersOutOfOrder
    if terms.follow_up and terms.follow_up.pk == course.pk:
        raise FollowsItself
    values: dict[str, Any] = {name: getattr(terms, name) for name in asdict(Terms())}
    ways, _ = CourseWays.objects.update_or_create(course=course, defaults=values)
    follow_up = terms.follow_up.pk if terms.follow_up else None
    audit.record(course, action="joining.set_ways", by=by, at=at, **values | {"follow_up": follow_up})
    return ways
