"""A gate is a rule of the course: the system says that it changed, and what is done stays open to everybody moved."""

import pytest
from django.utils import translation
from django.utils.html import strip_tags

from learning.admin.words import changes_in_words
from learning.changes import changes_between
from learning.models import CourseState, Enrolment
from learning.outline import outline_of
from learning.queries import standing_of
from learning.side_by_side import compare_lessons
from tests.factories.gates import lesson_page, make_waiver, module_page, one, put_gate
from tests.factories.learning import AT, lessons_of, make_enrolment, no_answers, read_lesson, submit
from tests.factories.people import make_user
from tests.factories.releases import ChangingCourse, keep, redo
from tests.learning.gates.domain.test_waivers import agrees

pytestmark = pytest.mark.django_db


def changed_by(course, page, *conditions):
    put_gate(page, *conditions)
    course.page.refresh_from_db()
    after = course.publish()
    return changes_between(outline_of(course.first), outline_of(after)), after


@pytest.mark.parametrize(("where", "rules"), [("course", ("gate",)), ("module", ("module_gates",)), ("lesson", ())])
def test_a_new_gate_changes_rules(where, rules):
    course = ChangingCourse()
    page = {"course": course.page, "module": module_page(course.page, 1), "lesson": lesson_page(course.page, 3)}[where]

    found, _release = changed_by(course, page, one("opens", day="2099-03-03"))

    assert ([kind.value for kind in found.kinds], found.rules, found.is_structural) == (["rules"], rules, True)
    assert len(found.lessons) == (where == "lesson")
    assert len(changes_in_words(found)["rules"]) == len(rules)


def test_another_title_of_a_course_that_is_asked_for_changes_no_rule():
    course, other = ChangingCourse(), ChangingCourse(title="Grunnkurset")
    _found, before = changed_by(course, lesson_page(course.page, 3), one("course", course=other.page))
    other.page.title = "Grunnkurset, ny utgave"
    other.page.save_revision().publish()

    after = course.publish()

    assert changes_between(outline_of(before), outline_of(after)).kinds == ()


def test_a_gate_newly_added_never_closes_what_is_done():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    read_lesson(enrolment, 3)
    for number in (1, 3):
        put_gate(lesson_page(course.page, number), one("opens", day="2099-03-03"))

    course.publish_and_move(**keep())

    moved = Enrolment.objects.get()
    standing = standing_of(moved, language="nb")
    assert [standing.state_of(lesson) for lesson in lessons_of(moved)] == ["locked", "current", "done"]


@pytest.mark.parametrize("policy", [keep, redo])
def test_a_waiver_stays_with_its_item_when_that_changes(policy):
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    submit(enrolment, 2, answers=no_answers)
    read_lesson(enrolment, 1)
    make_waiver(enrolment, "lesson", lessons_of(enrolment)[1].address)
    course.change_key()
    course.edit_text(1)

    course.publish_and_move(**policy())

    moved = Enrolment.objects.get()
    standing = standing_of(moved, language="nb")
    states = [standing.state_of(lesson) for lesson in lessons_of(moved)]
    assert states == ["done" if policy is keep else "current", "not_required", "open" if policy is redo else "current"]
    assert CourseState.objects.get().done == (2 if policy is keep else 1)
    assert agrees()


def test_what_was_opened_stays_open_on_the_next_release():
    course = ChangingCourse()
    put_gate(lesson_page(course.page, 3), one("opens", day="2099-03-03"))
    course.publish()
    enrolment = make_enrolment(course=course.course)
    make_waiver(enrolment, "lesson_gate", lessons_of(enrolment)[2].address)
    course.edit_text(3)

    course.publish_and_move(**keep())

    moved = Enrolment.objects.get()
    assert moved.release_id != enrolment.release_id
    assert standing_of(moved, language="nb").lock_of(lessons_of(moved)[2]) is None


def test_being_moved_to_where_nothing_is_left_completes_with_what_was_waived():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course, learner=make_user(language="en"))
    make_waiver(enrolment, "lesson", lessons_of(enrolment)[0].address)
    submit(enrolment, 2, at=AT)
    course.remove_lesson(3)

    course.publish_and_move(**keep())

    moved = Enrolment.objects.get()
    assert moved.state == "completed"
    assert moved.learner.certificates.get().basis_text == "Course completed (release 2); 1 part was waived"
    assert agrees()


def test_two_releases_side_by_side_show_when_a_lesson_opens():
    course = ChangingCourse()
    found, after = changed_by(course, lesson_page(course.page, 3), one("opens", day="2099-03-03"))

    with translation.override("en"):
        compared = compare_lessons(course.first, after, found, language="nb")

    added = [row.after for row in compared[0].rows if not row.same]
    assert [strip_tags(line) for line in added] == ["Opens on 3 March 2099."]
