"""A course changes while somebody works at its assignment: what waits is kept, what begins afresh counts no more."""

import pytest

from learning.assignments.domain.grading import NotHandedIn
from learning.assignments.domain.submissions import hand_in
from learning.assignments.models import Submission
from learning.changes import changes_between
from learning.domain.rebuilding import check_progress
from learning.models import Enrolment
from learning.outline import outline_of
from learning.side_by_side import compare_lessons
from tests.factories import blocks
from tests.factories.assignments import DAY, assess, assignment_of, draft_feedback, submit_work, write
from tests.factories.learning import AT, make_enrolment
from tests.factories.releases import LATER, ChangingCourse, keep, redo

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return ChangingCourse(lessons=[[blocks.assignment()], [blocks.text()]])


def change(course, **how):
    course.write(1, blocks.assignment(task="<p>Nå også med stedfortreder.</p>"))
    return course.publish_and_move(**how)


def agree():
    return check_progress(Enrolment.objects.all(), at=LATER).found == 0


def test_a_changed_task_is_a_change_of_what_is_assessed(course):
    course.write(1, blocks.assignment(pass_mark=90))

    assert "assessment" in course.publish().changes["kinds"]


def test_without_the_assignment_something_is_removed(course):
    course.write(1, blocks.text())

    assert "removes" in course.publish().changes["kinds"]


def test_what_waits_is_assessed_on_the_release_it_was_handed_in_on(course):
    enrolment = make_enrolment(course=course.course)
    submission = submit_work(enrolment)
    change(course, **keep())

    assess(submission, at=LATER + DAY)

    submission.refresh_from_db()
    assert (submission.counts, submission.release.number) == (True, 1)
    assert enrolment.item_states.get().status == "done"
    assert agree()


def test_done_stays_done_when_people_keep_what_they_have(course):
    enrolment = make_enrolment(course=course.course)
    assess(submit_work(enrolment))
    change(course, **keep())

    assert enrolment.item_states.get().status == "done"
    assert agree()


def test_not_passed_yet_begins_afresh_with_all_tries(course):
    enrolment = make_enrolment(course=course.course)
    assess(submit_work(enrolment), level=0)
    change(course, **keep())

    assert not Submission.objects.get().counts
    assert not enrolment.item_states.exists()
    assert agree()


def test_redo_asks_for_it_again_and_earlier_ones_count_no_more(course):
    enrolment = make_enrolment(course=course.course)
    first = submit_work(enrolment)
    change(course, **redo())
    first.refresh_from_db()
    assert not first.counts
    with pytest.raises(NotHandedIn):
        draft_feedback(first)

    second = submit_work(Enrolment.objects.get(), "Med stedfortreder", at=LATER + DAY)
    assess(second, at=LATER + 2 * DAY)

    assert (second.number, second.release.number) == (2, 2)
    assert enrolment.item_states.get().status == "done"
    assert agree()


def test_a_draft_follows_its_learner_and_is_handed_in_on_the_new_release(course):
    enrolment = make_enrolment(course=course.course)
    write(enrolment, "Halvferdig")
    change(course, **redo())

    handed_in = hand_in(**assignment_of(Enrolment.objects.get()), at=LATER + DAY)

    assert (handed_in.text, handed_in.counts, handed_in.release.number) == ("Halvferdig", True, 2)
    assert agree()


def test_a_repair_writes_what_the_facts_say(course):
    enrolment = make_enrolment(course=course.course)
    assess(submit_work(enrolment), level=1)
    before = list(enrolment.item_states.values_list("status", "attempts", "best_score", "done_at"))
    enrolment.item_states.all().delete()
    assert check_progress(Enrolment.objects.all(), at=AT).found == 1

    check_progress(Enrolment.objects.all(), at=AT, repair=True)

    assert list(enrolment.item_states.values_list("status", "attempts", "best_score", "done_at")) == before


def test_side_by_side_shows_what_of_the_rubric_has_changed(course):
    course.write(1, blocks.assignment(pass_mark=80, criteria=[blocks.criterion(name="assignment-a", points=(0, 5))]))
    after = course.publish()
    changes = changes_between(outline_of(course.first), outline_of(after))

    lines = {str(row.after) for one in compare_lessons(course.first, after, changes, language="nb") for row in one.rows}

    assert any("5" in line and "Nivå" in line for line in lines)
    assert any("80" in line for line in lines)
