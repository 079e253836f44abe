"""Courses with a teacher, and learners who are in all sorts of places."""

from datetime import timedelta

from cms.people import roles
from learning.domain.course_staff import give_course_role

from . import blocks
from .learning import AT, complete, make_enrolment, no_answers, read_lesson, submit
from .people import make_holder_of, make_organisation, make_user
from .releases import ChangingCourse, stay

DAY = timedelta(days=1)


def make_teacher(course, role="teacher", holder=roles.TEACHER, **fields):
    user = make_holder_of(holder, **{"language": "en", **fields})
    give_course_role(course=course, user=user, role=role, by=None, at=AT)
    return user


class MixedCourse:
    """Reading, a quiz and reading; then a release with one lesson more and one less. Learners on both, named for how
    they are: `people["failed"]` and so on. `now` is three days after they were last active.
    """

    def __init__(self):
        changing = ChangingCourse(lessons=[[blocks.text(name="a")], [blocks.quiz()], [blocks.text(name="b")]])
        self.course, self.place = changing.course, make_organisation()
        self.people = {}
        for name in ("untouched", "reading", "failed", "stuck", "completed"):
            self.enrol(name)
        read_lesson(self.people["reading"])
        submit(self.people["failed"], 2, answers=no_answers)
        for _ in range(2):
            submit(self.people["stuck"], 2, answers=no_answers)
        complete(self.people["completed"])
        changing.add_lesson(title="Leksjon 4")
        changing.remove_lesson(3)
        changing.publish(at=AT, **stay())
        self.enrol("newer")
        submit(self.people["newer"], 2)
        read_lesson(self.people["newer"], 3)
        self.teacher = make_teacher(self.course)
        self.now = AT + 3 * DAY

    def enrol(self, name):
        self.people[name] = make_enrolment(course=self.course, learner=make_user(f"Nr {name}"))
