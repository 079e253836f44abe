from datetime import UTC, datetime

from learning.domain.attempts import start_attempt, submit_attempt
from learning.domain.certificates import Basis, award_certificate
from learning.domain.enrolments import enrol
from learning.domain.progress import mark_read
from learning.domain.releases import publish_course
from learning.models import Course
from learning.outline import outline_of
from learning.seeds import right_answers

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


def lessons_of(enrolment):
    """The lessons of the learner's release, in order, as plain values."""
    return outline_of(enrolment.release).lessons


def read_lesson(enrolment, number=1, *, at=AT):
    lesson = lessons_of(enrolment)[number - 1]
    return mark_read(enrolment=enrolment, lesson_key=lesson.key, by=enrolment.learner, at=at)


def quiz_of(enrolment, number=1):
    """What the verbs of a quiz want to know: the first quiz of a lesson."""
    lesson = lessons_of(enrolment)[number - 1]
    item = next(item for item in lesson.items if item.kind == "quiz")
    return {"enrolment": enrolment, "lesson_key": lesson.key, "item_key": item.key, "by": enrolment.learner}


def reflection_of(enrolment, number=1):
    lesson = lessons_of(enrolment)[number - 1]
    item = next(item for item in lesson.items if item.kind == "reflection")
    return {"enrolment": enrolment, "lesson_key": lesson.key, "item_key": item.key, "by": enrolment.learner}


def submit(enrolment, number=1, *, answers=right_answers, at=AT):
    """Hand in a quiz, started first where it is timed; with the right answers unless told otherwise."""
    quiz = quiz_of(enrolment, number)
    if next(one for one in lessons_of(enrolment)[number - 1].items if one.key == quiz["item_key"]).rule.get("minutes"):
        start_attempt(**quiz, at=at)
    return submit_attempt(**quiz, read=answers, at=at)


def no_answers(_questions):
    return {}


def complete(enrolment, *, at=AT):
    """Do every lesson, in order."""
    for number, lesson in enumerate(lessons_of(enrolment), start=1):
        quizzes = [item for item in lesson.items if item.kind == "quiz"]
        (submit if quizzes else read_lesson)(enrolment, number, at=at)
    enrolment.refresh_from_db()
    return enrolment


def make_certificate(holder=None, *, key="1", kind="attendance", title="Øvelsesdagen", at=AT, **fields):
    """A certificate with a basis of some other room, so that no course is needed."""
    basis = Basis(kind, key, "Deltok på øvelsesdagen")
    return award_certificate(holder=holder or make_user(), basis=basis, title=title, by=None, at=at, **fields)
