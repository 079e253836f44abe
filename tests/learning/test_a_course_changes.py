"""The whole of it, as one story: 200 people under way, a release that adds, changes and removes, and what becomes of
everybody. Told once for each policy.
"""

import pytest
from django.utils import translation

from learning.domain.rebuilding import check_progress
from learning.models import Certificate, CertificateEvent, CourseState, Enrolment, ItemState, MoveRun
from learning.presenters import why_view
from learning.queries import facts_of, standing_of
from tests.factories.learning import AT, complete, make_enrolment, no_answers, read_lesson, submit
from tests.factories.people import make_admin
from tests.factories.releases import LATER, ChangingCourse, keep, redo

pytestmark = pytest.mark.django_db

UNDER_WAY, NOT_STARTED, COMPLETED = 200, 5, 5


class Academy:
    """Everybody, by how far they had come when the release was published."""

    def __init__(self):
        self.course = ChangingCourse(in_order=False)
        self.not_started = self.people(NOT_STARTED)
        self.completed = [complete(one) for one in self.people(COMPLETED)]
        self.readers = [read_lesson(one, 1) for one in self.people(50)]
        self.passed = self.with_quiz(self.people(50))
        self.failed = [self.fail(one) for one in self.people(50)]
        self.nearly = [read_lesson(one, 1) for one in self.with_quiz(self.people(50))]

    @property
    def under_way(self):
        return self.readers + self.passed + self.failed + self.nearly

    def people(self, number):
        return [make_enrolment(course=self.course.course) for _ in range(number)]

    def with_quiz(self, people):
        for one in people:
            submit(one, 2)
        return people

    def fail(self, enrolment):
        submit(enrolment, 2, answers=no_answers)
        return enrolment

    def change(self, **policy):
        """Add a required lesson, change the key of the quiz, remove a lesson; publish, and let the worker work."""
        self.course.add_lesson(title="Nytt krav")
        self.course.change_key()
        self.course.remove_lesson(3)
        return self.course.publish_and_move(by=make_admin(), **policy)

    def standing(self, people):
        """Where they stand: release and progress, each once."""
        rows = Enrolment.objects.filter(pk__in=[one.pk for one in people])
        values = rows.values_list("release__number", "state", "course_state__done", "course_state__required")
        return set(values)


def finished_things(people):
    """What must be the same afterwards, column by column."""
    ids = [one.pk for one in people]
    return [
        list(Enrolment.objects.filter(pk__in=ids).order_by("pk").values()),
        list(ItemState.objects.filter(enrolment__in=ids).order_by("pk").values()),
        list(CourseState.objects.filter(enrolment__in=ids).order_by("pk").values()),
        list(Certificate.objects.order_by("pk").values()),
        list(CertificateEvent.objects.values()),
    ]


def reasons(enrolment):
    found = Enrolment.objects.select_related("course", "release", "course_state").get(pk=enrolment.pk)
    shown = why_view(found, standing_of(found, language="nb"), facts_of(found), own=True)
    return {lesson["title"]: lesson["reasons"][0] for lesson in shown["lessons"]}, shown["history"][-1]["text"]


def nothing_differs():
    check = check_progress(Enrolment.objects.all(), at=LATER)
    return (check.checked, check.found) == (UNDER_WAY + NOT_STARTED + COMPLETED, 0)


@pytest.fixture
def academy():
    with translation.override("en"):
        yield Academy()


def test_they_stay_which_is_safe(academy):
    before, under_way = finished_things(academy.completed), finished_things(academy.under_way)

    release = academy.change()

    assert release.changes["kinds"] == ["required", "assessment", "removes"]
    assert finished_things(academy.completed) == before
    assert finished_things(academy.under_way) == under_way
    assert academy.standing(academy.not_started) == {(2, "active", 0, 3)}
    assert nothing_differs()


def test_they_are_moved_and_what_is_done_stays_done(academy):
    before = finished_things(academy.completed)

    academy.change(**keep())

    assert finished_things(academy.completed) == before
    assert academy.standing(academy.readers) == {(2, "active", 1, 3)}
    assert academy.standing(academy.passed) == {(2, "active", 1, 3)}
    assert academy.standing(academy.failed) == {(2, "active", 0, 3)}
    assert academy.standing(academy.nearly) == {(2, "active", 2, 3)}
    run = MoveRun.objects.get()
    assert (run.moved, run.stayed, run.state) == (UNDER_WAY + NOT_STARTED, 0, "finished")
    why, last = reasons(academy.nearly[0])
    passed = "Passed on 2 November 2026 with 100 per cent. It has changed since; what was done stays done."
    read, new = "Read on 2 November 2026.", "Not marked as read."
    assert (why["Leksjon 1"], why["Leksjon 2"], why["Nytt krav"]) == (read, passed, new)
    assert last == "Moved from release 1 to release 2. What was done stays done."
    assert nothing_differs()


def test_they_are_moved_and_do_again_what_changed(academy):
    before = finished_things(academy.completed)

    academy.change(**redo())

    assert finished_things(academy.completed) == before
    assert academy.standing(academy.readers) == {(2, "active", 1, 3)}
    assert academy.standing(academy.passed) == {(2, "active", 0, 3)}
    assert academy.standing(academy.failed) == {(2, "active", 0, 3)}
    assert academy.standing(academy.nearly) == {(2, "active", 1, 3)}
    why, last = reasons(academy.passed[0])
    assert why["Leksjon 2"].startswith("The quiz was changed by release 2 on ")
    assert last == "Moved from release 1 to release 2. 1 thing begins afresh."
    assert nothing_differs()
    assert rebuilt_from_nothing() == (states(), list(CourseState.objects.order_by("pk").values()))


def states():
    rows = ItemState.objects.order_by("enrolment", "item_key")
    return list(rows.values_list("enrolment", "item_key", "status", "attempts", "best_score", "done_at"))


def rebuilt_from_nothing():
    """What was there before all projections were lost and made anew."""
    before = states(), list(CourseState.objects.order_by("pk").values())
    ItemState.objects.all().delete()
    CourseState.objects.update(done=0, first_completed_at=None)
    check_progress(Enrolment.objects.all(), at=AT, repair=True)
    return before
