"""What learning itself asks about: a course one takes, and whatever the centre wants to know of many at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.centre import centre_facts
from learning.enums import CourseRole, EnrolmentState
from learning.models import Course, Enrolment
from learning.queries import course_staff
from learning.rules import owns_all_courses

from .occasions import Keys, OccasionKind, register_occasion_kind

COURSE, CENTRE = "course", "centre"


def register() -> None:
    about = _("A course: asks those who take it")
    register_occasion_kind(
        OccasionKind(COURSE, about, titles=_courses, keys_of=_owned, are_before=_under_way, has_a_before=True)
    )
    register_occasion_kind(OccasionKind(CENTRE, _("People you choose, until a deadline"), titles=_centre, sent=True))


def key_of(course: Course) -> str:
    return str(course.translation_key)


def _courses(keys: Keys | None) -> dict[str, str]:
    courses = Course.objects.order_by("title")
    if keys is not None:
        courses = courses.filter(translation_key__in=_uuids(keys))
    return {key_of(course): course.title for course in courses}


def _uuids(keys: Iterable[str]) -> list[UUID]:
    """What reads as a course's key: an address may hold anything."""
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found


def _owned(user: Any, at: datetime) -> Keys:
    if owns_all_courses(user):
        return frozenset(map(str, Course.objects.values_list("translation_key", flat=True)))
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return frozenset()
    owned = course_staff(at=at).filter(user=user, role=CourseRole.OWNER)
    return frozenset(map(str, owned.values_list("course__translation_key", flat=True)))


def _under_way(instances: Keys) -> Keys:
    numbers = [int(one) for one in instances if one.isdigit()]
    active = Enrolment.objects.filter(pk__in=numbers, state=EnrolmentState.ACTIVE)
    return frozenset(map(str, active.values_list("pk", flat=True)))


def _centre(keys: Keys | None) -> dict[str, str]:
    return {"": str(centre_facts()["name"]) or gettext("The centre")}
