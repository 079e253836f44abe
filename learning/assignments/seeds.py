"""Submissions of the demo: one that waits, one with a draft of feedback, one passed at the second try.

Made by the same verbs that people's clicks call. Safe to run again.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cms import clock
from cms.demo import people as demo
from cms.people.models import User
from learning.domain.attempts import start_attempt, submit_attempt
from learning.domain.course_staff import give_course_role
from learning.domain.enrolments import AlreadyEnrolled, enrol
from learning.domain.progress import mark_read
from learning.enums import CourseRole, ItemKind
from learning.models import Course, Enrolment
from learning.outline import Item, Lesson, outline_of

from . import demo_texts as texts
from .assessing import Assessment
from .domain.grading import publish_feedback, save_feedback
from .domain.submissions import hand_in, save_draft
from .models import Submission
from .queries import block_on

DAY = timedelta(days=1)
COURSE = "stabsarbeid-og-loggforing"


def seed() -> None:
    if Submission.objects.exists():
        return
    with transaction.atomic():
        _seed(clock.now())


def _seed(now: datetime) -> None:
    course = Course.objects.select_related("current_release").get(slug=COURSE)
    teacher = User.objects.get(email=demo.TEACHER.email)
    give_course_role(course=course, user=teacher, role=CourseRole.TEACHER, by=None, at=now - 30 * DAY)
    _hand_in(course, texts.WAITING, at=now - 2 * DAY)
    draft = _hand_in(course, texts.BEING_ASSESSED, at=now - 3 * DAY)
    _assess(draft, texts.DRAFT, by=teacher, at=now - DAY)
    first = _hand_in(course, texts.FIRST_TRY, at=now - 9 * DAY)
    _assess(first, texts.NOT_YET, by=teacher, at=now - 8 * DAY, publishes=True)
    second = _hand_in(course, texts.SECOND_TRY, at=now - 6 * DAY)
    _assess(second, texts.ENOUGH, by=teacher, at=now - 5 * DAY, publishes=True)


def _hand_in(course: Course, work: texts.Work, *, at: datetime) -> Submission:
    learner = User.objects.get(email=work.email)
    enrolment, (lesson, item) = _enrolled(course, learner, at=at - DAY), _assignment_in(course)
    about: dict[str, Any] = {"enrolment": enrolment, "lesson_key": lesson.key, "item_key": item.key, "by": learner}
    files = [SimpleUploadedFile(work.file, work.content.encode())] if work.file else []
    save_draft(**about, text=texts.lines(work.text), uploads=files, at=at - timedelta(hours=1))
    return hand_in(**about, at=at)


def _enrolled(course: Course, learner: User, *, at: datetime) -> Enrolment:
    """Taking the course, on its newest release, and so far with it that the assignment is open."""
    try:
        enrolment = enrol(course=course, learner=learner, by=learner, at=at)
    except AlreadyEnrolled:
        enrolment = Enrolment.objects.select_related("release").get(course=course, learner=learner, state="active")
    done = set(enrolment.item_states.values_list("item_key", flat=True))
    for lesson in outline_of(enrolment.release).lessons:
        if any(item.kind == ItemKind.ASSIGNMENT for item in lesson.items):
            return enrolment
        _do(enrolment, lesson, done, at=at)
    return enrolment


def _do(enrolment: Enrolment, lesson: Lesson, done: set[str], *, at: datetime) -> None:
    from learning.seeds import right_answers

    for item in lesson.items:
        about: dict[str, Any] = {"enrolment": enrolment, "lesson_key": lesson.key, "by": enrolment.learner, "at": at}
        if item.key in done:
            continue
        if item.kind == ItemKind.READING:
            mark_read(**about)
        elif item.kind == ItemKind.QUIZ:
            start_attempt(**about, item_key=item.key)
            submit_attempt(**about, item_key=item.key, read=right_answers)


def _assignment_in(course: Course) -> tuple[Lesson, Item]:
    assert course.current_release is not None
    lessons = outline_of(course.current_release).lessons
    return next((one, item) for one in lessons for item in one.items if item.kind == ItemKind.ASSIGNMENT)


def _assess(submission: Submission, said: texts.Said, *, by: User, at: datetime, publishes: bool = False) -> None:
    block = block_on(submission.release, submission.item_key, "nb")
    marks = {
        one["id"]: {"level": one["levels"][level]["id"], "comment": comment}
        for one, (level, comment) in zip(block["criteria"], said.marks, strict=True)
    }
    save_feedback(submission=submission, assessment=Assessment(marks, said.comment), version=0, by=by, at=at)
    if publishes:
        publish_feedback(submission=submission, by=by, at=at)
