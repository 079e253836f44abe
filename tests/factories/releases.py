"""A course that changes: its pages are edited, and published again."""

import json
from datetime import timedelta

from cms.models import LessonPage
from learning.domain.moves import advance_move
from learning.domain.releases import publish_course
from learning.enums import CompletedPolicy, MovePolicy
from learning.models import MoveRun
from learning.policies import ReleasePolicy

from . import blocks
from .learning import AT
from .pages import make_course_page, make_lesson_page

LATER = AT + timedelta(days=30)

# Reading, a quiz, reading; then what the tests change.
LESSONS = [[blocks.text(name="first")], [blocks.quiz()], [blocks.text(name="third")]]


class ChangingCourse:
    """Pages of a course, its first release, and what an editor does to them."""

    def __init__(self, *, lessons=None, **page):
        self.page = make_course_page(lessons=LESSONS if lessons is None else lessons, **page)
        self.first = publish_course(page=self.page, by=None, at=AT)
        self.course = self.first.course

    def lesson(self, number):
        pages = LessonPage.objects.descendant_of(self.page).order_by("path")
        return next(page for page in pages if page.title == f"Leksjon {number}")

    def write(self, number, *raw):
        """Another body for a lesson."""
        lesson = self.lesson(number)
        lesson.body = json.dumps(list(raw))
        lesson.save_revision().publish()

    def edit_text(self, number=1, html="<p>Noe helt annet.</p>"):
        self.write(number, blocks.text(html, name=f"lesson-{number}"))

    def change_key(self, number=2):
        """The right answer is another one."""
        raw = blocks.quiz()
        options = raw["value"]["questions"][0]["value"]["options"]
        options[0]["value"]["correct"], options[1]["value"]["correct"] = False, True
        self.write(number, raw)

    def add_lesson(self, *raw, title="Leksjon 9", required=True):
        module = self.page.get_children().last().specific
        return make_lesson_page(module, list(raw) or [blocks.text(name=title)], title=title, required=required)

    def remove_lesson(self, number):
        self.lesson(number).unpublish()

    def publish(self, *, at=LATER, by=None, **policy):
        """The next release; policies by name, the safe ones unless any is given."""
        chosen = ReleasePolicy(**policy) if policy else None
        release = publish_course(page=self.page, by=by, at=at, policy=chosen)
        self.course.refresh_from_db()
        return release

    def publish_and_move(self, **how):
        release = self.publish(**how)
        move_everybody(at=how.get("at", LATER))
        return release


def make_run(course, release, *, not_started="move", under_way="move", offers_update=False, at=LATER):
    """A planned run that no worker has been told of: tasks run at once in tests with real transactions."""
    policies = {"not_started": not_started, "under_way": under_way, "offers_update": offers_update}
    return MoveRun.objects.create(from_release=course.first, release=release, planned_at=at, moved_at=at, **policies)


def move_everybody(*, at=LATER):
    """Do what the worker does, for every run that is planned."""
    for run_id in MoveRun.objects.order_by("pk").values_list("pk", flat=True):
        while advance_move(run_id=run_id, at=at):
            pass


def keep():
    return {"under_way": MovePolicy.MOVE, "completed": CompletedPolicy.NOTHING}


def redo():
    return {"under_way": MovePolicy.REDO, "completed": CompletedPolicy.NOTHING}


def stay():
    return {"not_started": MovePolicy.STAY, "under_way": MovePolicy.STAY, "completed": CompletedPolicy.NOTHING}


def offer():
    return {"under_way": MovePolicy.STAY, "completed": CompletedPolicy.OFFER_UPDATE}
