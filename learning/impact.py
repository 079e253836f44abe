"""Who a new release would concern, counted before it is published."""

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, Q
from django.db.models.functions import Cast
from wagtail.models import Page

from cms import clock
from cms.models import CoursePage

from .enums import EnrolmentState
from .models import Course
from .queries import certificates_that_hold


@dataclass(frozen=True)
class Impact:
    not_started: int
    under_way: int
    completed: int
    valid_certificates: int


def impact_of_publishing(course: Course, *, on: date | None = None) -> Impact:
    """Count learners by how far they are, and certificates that hold. Two queries."""
    active = Q(state=EnrolmentState.ACTIVE)
    counts = course.enrolments.aggregate(
        not_started=Count("pk", filter=active & Q(course_state__done=0)),
        under_way=Count("pk", filter=active & Q(course_state__done__gt=0)),
        completed=Count("pk", filter=Q(state=EnrolmentState.COMPLETED)),
    )
    completed = course.enrolments.filter(state=EnrolmentState.COMPLETED)
    holding = certificates_that_hold(on=on or clock.today()).filter(
        basis_kind="enrolment", basis_key__in=completed.values_list(Cast("pk", CharField()))
    )
    return Impact(**counts, valid_certificates=holding.count())


def pages_not_in_release(page: CoursePage) -> int:
    """How many live pages of a course were published after its current release (all, when there is none)."""
    course = Course.objects.filter(translation_key=page.translation_key).select_related("current_release").first()
    live = Page.objects.descendant_of(page, inclusive=True).live()
    if course and course.current_release:
        live = live.filter(last_published_at__gt=course.current_release.published_at)
    return live.count()
