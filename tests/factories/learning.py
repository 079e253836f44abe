from datetime import UTC, datetime

from learning.domain.enrolments import enrol
from learning.domain.releases import publish_course
from learning.models import Course

from .pages import make_course_page
from .people import make_user

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def make_course(*, by=None, at=AT, **page):
    """A published course; see make_course_page for what can be said of its pages."""
    return publish_course(page=make_course_page(**page), by=by, at=at).course


def make_enrolment(*, course=None, learner=None, at=AT, **page):
    course = course or make_course(**page)
    learner = learner or make_user()
    return enrol(course=Course.objects.get(pk=course.pk), learner=learner, by=learner, at=at)
