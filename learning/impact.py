"""Who a new release would concern, counted before it is published."""

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page

from cms import clock
from cms.models import CoursePage

from .enums import EnrolmentState
from .models import Attempt, Course, CourseRelease, Enrolment, ItemState
from .queries import certificates_that_hold


@dataclass(frozen=True)
class Impact:
    """`elsewhere` are those not done who stand on other releases: they are not concerned."""

    not_started: int
    under_way: int
    completed: int
    valid_certificates: int
    elsewhere: int = 0


def impact_of_publishing(course: Course, *, on: date | None = None) -> Impact:
    """Count learners of the current release by how far they are, all who have completed the course, and certificates
    that hold. Two queries.
    """
    here = Q(release=course.current_release_id)
    counts = _counted(course.enrolments.all(), here=here)
    completed = course.enrolments.filter(state=EnrolmentState.COMPLETED)
    holding = certificates_that_hold(on=on or clock.today()).filter(
        basis_kind="enrolment", basis_key__in=completed.values_list(Cast("pk", CharField()))
    )
    return Impact(**counts, valid_certificates=holding.count())


def impact_of_moving(release: CourseRelease) -> Impact:
    """Count the people of one release. One query."""
    return Impact(**_counted(release.enrolments.all(), here=Q()), valid_certificates=0)


def _counted(enrolments: QuerySet[Enrolment], *, here: Q) -> dict[str, int]:
    """Begun has whoever has done or tried anything; the batches that move people see it the same way."""
    begun = Exists(ItemState.objects.filter(enrolment=OuterRef("pk"))) | Exists(
        Attempt.objects.filter(enrolment=OuterRef("pk"), counts=True)
    )
    active = Q(state=EnrolmentState.ACTIVE)
    return enrolments.annotate(begun=begun).aggregate(
        not_started=Count("pk", filter=active & here & Q(begun=False)),
        under_way=Count("pk", filter=active & here & Q(begun=True)),
        completed=Count("pk", filter=Q(state=EnrolmentState.COMPLETED)),
        elsewhere=Count("pk", filter=active & ~here) if here else Count("pk", filter=Q(pk__isnull=True)),
    )


def pages_not_in_release(page: CoursePage) -> int:
    """How many live pages of a course were published after its current release (all, when there is none)."""
    course = Course.objects.filter(translation_key=page.translation_key).select_related("current_release").first()
    live = Page.objects.descendant_of(page, inclusive=True).live()
    if course and course.current_release:
        live = live.filter(last_published_at__gt=course.current_release.published_at)
    return live.count()
