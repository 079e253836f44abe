"""Addresses of a learner's pages, and the way from one lesson to the next."""

from typing import Any

from django.urls import reverse

from ..gates.words import Wording
from ..models import Enrolment
from ..outline import Lesson
from ..standing import Standing

Context = dict[str, Any]


def course_url(enrolment: Enrolment) -> str:
    return reverse("course", args=[enrolment.course.slug])


def lesson_url(enrolment: Enrolment, lesson: Lesson) -> str:
    return f"{course_url(enrolment)}{lesson.address}/"


def way_to(enrolment: Enrolment, standing: Standing, lesson: Lesson | None) -> Context | None:
    """Title and address of a lesson, None when there is none or it is still locked."""
    if lesson is None or standing.lock_of(lesson):
        return None
    return {"title": standing.title(lesson), "url": lesson_url(enrolment, lesson)}


def wording(enrolment: Enrolment, standing: Standing, *, linked: bool = True) -> Wording:
    """The words for why lessons are closed; `linked` where they are read by the learner."""
    course = course_url(enrolment)

    def lesson_address(lesson: Lesson) -> str:
        return f"{course}{lesson.address}/"

    return Wording(standing.outline, standing.language, standing.known, lesson_address if linked else None)
