"""What learning itself asks about: a course one takes, and whatever the centre wants to know of many at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.centre import centre_facts
from learning.enums import EnrolmentState
from learning.models import Course, Enrolment
from learning.rules import owns_course

from .occasions import OccasionKind, register_occasion_kind

COURSE, CENTRE = "course", "centre"


def register() -> None:
    register_occasion_kind(
        OccasionKind(
            COURSE,
            _("A course: asks those who complete it"),
            title=_title,
            choices=_courses,
            may_see_results=_owns,
            is_before=_is_under_way,
            has_a_before=True,
        )
    )
    register_occasion_kind(OccasionKind(CENTRE, _("People you choose, until a deadline"), title=_centre, sent=True))


def _centre(key: str) -> str:
    return str(centre_facts()["name"]) or gettext("The centre")


def key_of(course: Course) -> str:
    return str(course.translation_key)


def _course(key: str) -> Course | None:
    try:
        return Course.objects.filter(translation_key=UUID(key)).first()
    except ValueError:
        return None


def _title(key: str) -> str:
    course = _course(key)
    return course.title if course else key


def _courses() -> Iterable[tuple[str, str]]:
    return [(key_of(course), course.title) for course in Course.objects.order_by("title")]


def _owns(user: Any, key: str, at: datetime) -> bool:
    course = _course(key)
    return course is not None and owns_course(user, course, at=at)


def _is_under_way(instance: str) -> bool:
    return instance.isdigit() and Enrolment.objects.filter(pk=int(instance), state=EnrolmentState.ACTIVE).exists()
