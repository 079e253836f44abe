"""What the ways of a course let somebody do. Reads; the verbs in `domain/` look again."""

from django.core.exceptions import ObjectDoesNotExist

from cms.people.models import User
from learning.enums import EnrolmentState
from learning.models import Course, Enrolment

from .models import CourseWays


class ClosedForNew(Exception):
    """Nobody new comes into the course now, by whatever way."""


class WayNotOpen(Exception):
    """The course has other ways in than the one that was tried."""


def ways_of(course: Course) -> CourseWays:
    """The ways of a course, the usual ones where nobody has said otherwise. No query after `select_related("ways")`."""
    try:
        return course.ways
    except ObjectDoesNotExist:
        return CourseWays(course=course)


def refuse_closed(course: Course) -> CourseWays:
    """The ways of a course that takes new learners. Raises ClosedForNew."""
    ways = ways_of(course)
    if ways.is_closed:
        raise ClosedForNew(course.slug)
    return ways


def has_completed(course: Course, user: User) -> bool:
    """Who was let in and went through with it need not ask to be let in again."""
    return Enrolment.objects.filter(course=course, learner=user, state=EnrolmentState.COMPLETED).exists()
