"""Coming into a course: by oneself where it is open, once more after it was completed, or by the hand of the staff."""

from datetime import datetime

from django.db import transaction

from cms.people.models import Organisation, User
from learning.domain.enrolments import AlreadyEnrolled, enrol
from learning.enums import EnrolmentState
from learning.models import Course, Enrolment

from ..mails import enrolled_for_you
from ..models import CourseGroup
from ..ways import WayNotOpen, has_completed, refuse_closed
from .groups import place_in_group


def enter(*, course: Course, learner: User, at: datetime, organisation: Organisation | None = None) -> Enrolment:
    """Enrol oneself where the course is open, or once more where one has completed it.

    Raises ClosedForNew, WayNotOpen, and what `enrol` raises.
    """
    ways = refuse_closed(course)
    if not ways.is_open and not has_completed(course, learner):
        raise WayNotOpen(course.slug)
    return enrol(course=course, learner=learner, by=learner, at=at, organisation=organisation)


@transaction.atomic
def enrol_or_find(
    *,
    course: Course,
    learner: User,
    by: User | None,
    at: datetime,
    organisation: Organisation | None = None,
    group: CourseGroup | None = None,
) -> tuple[Enrolment, bool]:
    """The person's enrolment under way, made where there was none, and in the group; and whether it is new.

    Whoever calls has said that they are let in. Raises CourseNotOpen.
    """
    try:
        enrolment, new = enrol(course=course, learner=learner, by=by, at=at, organisation=organisation), True
    except AlreadyEnrolled:
        enrolment, new = Enrolment.objects.get(course=course, learner=learner, state=EnrolmentState.ACTIVE), False
    if group:
        place_in_group(group=group, enrolment=enrolment, waits=new, by=by, at=at)
    return enrolment, new


@transaction.atomic
def enrol_for(*, course: Course, learner: User, group: CourseGroup | None = None, by: User, at: datetime) -> Enrolment:
    """Let the staff enrol somebody, also once more, and tell them. Whether the course is closed does not matter.

    Raises AlreadyEnrolled where there is nothing to do: under way, and no group to come into.
    """
    enrolment, new = enrol_or_find(course=course, learner=learner, group=group, by=by, at=at)
    if not new and group is None:
        raise AlreadyEnrolled(course.slug)
    if new:
        enrolled_for_you(enrolment, group=group, sender=by.name, at=at)
    return enrolment
