"""Progress is what the facts say: checked, repaired, and told of."""

import logging
import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from learning.domain import rebuilding
from learning.domain.enrolments import withdraw
from learning.domain.progress import mark_read, save_reflection
from learning.domain.rebuilding import check_progress, sample_of
from learning.models import CourseState, Enrolment, ItemState, ProgressCheck
from learning.tasks import check_progress_sample
from tests.factories import blocks
from tests.factories.learning import (
    AT,
    complete,
    lessons_of,
    make_enrolment,
    no_answers,
    quiz_of,
    read_lesson,
    reflection_of,
    submit,
)
from tests.factories.releases import ChangingCourse, keep, redo
from tests.queries import count_queries
from tests.races import at_once

pytestmark = pytest.mark.django_db


def everything():
    states = list(ItemState.objects.order_by("enrolment", "item_key").values_list(*ITEM))
    return states, list(CourseState.objects.order_by("enrolment").values_list(*COURSE))


ITEM = ("enrolment", "item_key", "status", "attempts", "best_score", "done_at")
COURSE = ("enrolment", "done", "required", "first_completed_at", "last_lesson_key")


def check(**how):
    return check_progress(Enrolment.objects.all(), at=AT, **how)


def people_at_every_stage():
    """Not begun, half way, failing, thoughtful, withdrawn, completed, moved, and doing it again."""
    course = ChangingCourse(lessons=[[blocks.text(), blocks.reflection()], [blocks.quiz()], [blocks.text()]])
    learners = [make_enrolment(course=course.course) for _ in range(8)]
    read_lesson(learners[1], 1)
    submit(learners[2], 2, answers=no_answers)
    save_reflection(**reflection_of(learners[3], 1), text="Marit", at=AT)
    read_lesson(learners[4], 1)
    withdraw(enrolment=learners[4], by=None, at=AT)
    complete(learners[5])
    submit(learners[5], 2, answers=no_answers)
    for one in learners[6:]:
        read_lesson(one, 1)
        submit(one, 2)
    course.change_key()
    course.add_lesson()
    course.publish_and_move(**redo())
    submit(Enrolment.objects.get(pk=learners[7].pk), 2)
    course.remove_lesson(9)
    course.publish_and_move(**keep())
    return learners


def test_live_progress_is_what_the_facts_say():
    learners = people_at_every_stage()

    found = check()

    assert (found.checked, found.found, found.differences) == (len(learners), 0, [])


def test_rebuilding_from_nothing_gives_the_same():
    people_at_every_stage()
    before = everything()
    ItemState.objects.all().delete()
    CourseState.objects.update(done=0, required=0, first_completed_at=None)

    found = check(repair=True)

    assert everything() == before
    assert (found.found > 0, found.repaired, check().found) == (True, True, 0)


def test_what_differs_is_named():
    enrolment = read_lesson(make_enrolment(), 1)
    key = lessons_of(enrolment)[0].items[0].key
    ItemState.objects.all().delete()
    CourseState.objects.update(done=0)

    found = check()

    assert found.differences == [
        {"enrolment": enrolment.pk, "what": key, "stored": None, "facts": ["done", 0, None, AT.isoformat()]},
        {"enrolment": enrolment.pk, "what": "done", "stored": 0, "facts": 1},
    ]
    assert not ItemState.objects.exists()


def test_state_without_a_fact_is_found_and_goes():
    enrolment = make_enrolment()
    ItemState.objects.create(enrolment=enrolment, item_key="from nowhere", status="done", done_at=AT)

    assert [one["what"] for one in check().differences] == ["from nowhere"]
    check(repair=True)
    assert not ItemState.objects.exists()


def test_a_completion_is_never_taken_or_given_by_a_repair():
    """An enrolment's own state and release are compared and reported; a person has to look."""
    enrolment = make_enrolment()
    Enrolment.objects.update(state="completed", ended_at=AT)

    found = check(repair=True)

    assert [(one["what"], one["stored"], one["facts"]) for one in found.differences] == [
        ("state", "completed", "active")
    ]
    enrolment.refresh_from_db()
    assert enrolment.state == "completed"


def test_a_lost_course_state_is_made_anew():
    read_lesson(make_enrolment(), 1)
    CourseState.objects.all().delete()

    check(repair=True)

    assert list(CourseState.objects.values_list("done", "required")) == [(1, 2)]


def test_the_bookmark_is_no_fact_and_stays():
    enrolment = read_lesson(make_enrolment(), 1)
    CourseState.objects.update(done=0)

    check(repair=True)

    assert CourseState.objects.get().last_lesson_key == lessons_of(enrolment)[0].key


def test_facts_of_before_releases_were_named_in_them_are_understood():
    enrolment = read_lesson(make_enrolment(), 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE learning_activityfact SET value = '{}' WHERE verb = 'registered'")

    assert check().found == 0
    assert enrolment.facts.get(verb="registered").value == {}


@pytest.mark.sampled
@pytest.mark.parametrize("chunk", [1, 3, 500])
def test_it_is_the_same_in_chunks_of_any_size(chunk):
    learners = people_at_every_stage()
    ItemState.objects.filter(enrolment=learners[1]).delete()

    found = check(chunk=chunk)

    assert (found.checked, found.found) == (len(learners), 1)


def test_looking_costs_the_same_for_few_and_many():
    counts, course = [], ChangingCourse().course
    for number in (2, 12):
        for _ in range(number):
            read_lesson(make_enrolment(course=course), 1)
        with count_queries() as asked:
            check()
        counts.append(len(asked))

    assert counts == [6, 6]


@pytest.mark.django_db(transaction=True)
def test_what_people_do_meanwhile_is_no_difference(monkeypatch):
    """States are read before the learner reads a lesson, facts after it: it seems to differ, and does not."""
    enrolment = make_enrolment()
    lesson = lessons_of(enrolment)[0].key
    projections, looked = rebuilding._projections, []

    def after_a_lesson(ids):
        if not looked:
            at_once(lambda: mark_read(enrolment=enrolment, lesson_key=lesson, by=None, at=AT))
        looked.append(ids)
        return projections(ids)

    monkeypatch.setattr(rebuilding, "_projections", after_a_lesson)

    assert check().found == 0
    assert len(looked) == 2


# --- The command and the night -----------------------------------------------------------------------


def command(*words):
    said = StringIO()
    call_command("rebuild_progress", *words, stdout=said)
    return said.getvalue()


def test_the_command_says_that_all_is_well():
    read_lesson(make_enrolment(), 1)

    assert command("--check") == "1 enrolments checked, 0 differ\n"


def test_the_command_fails_when_something_differs_and_writes_nothing():
    enrolment = read_lesson(make_enrolment(), 1)
    CourseState.objects.update(done=0)
    said = StringIO()

    with pytest.raises(CommandError):
        call_command("rebuild_progress", "--check", stdout=said)

    assert said.getvalue() == f"enrolment {enrolment.pk}: done is 0, facts say 1\n1 enrolments checked, 1 differ\n"
    assert CourseState.objects.get().done == 0


def test_the_command_without_check_writes():
    read_lesson(make_enrolment(), 1)
    CourseState.objects.update(done=0)

    command()

    assert CourseState.objects.get().done == 1


def test_the_command_keeps_to_a_course():
    enrolment = make_enrolment()
    make_enrolment()

    assert command("--check", "--course", enrolment.course.slug) == "1 enrolments checked, 0 differ\n"
    with pytest.raises(CommandError):
        command("--course", "no-such-course")


def test_the_command_takes_a_sample():
    course = ChangingCourse().course
    for _ in range(5):
        make_enrolment(course=course)

    assert command("--check", "--sample", "3") == "3 enrolments checked, 0 differ\n"


def test_a_sample_is_by_chance():
    course = ChangingCourse().course
    for _ in range(8):
        make_enrolment(course=course)
    samples = {
        tuple(sample_of(Enrolment.objects.all(), 4, chance=random.Random(seed)).order_by("pk").values_list("pk"))
        for seed in range(6)
    }

    assert len(samples) > 1


def test_the_night_reports_what_differs(caplog):
    read_lesson(make_enrolment(), 1)
    ItemState.objects.all().delete()

    with caplog.at_level(logging.ERROR):
        assert check_progress_sample() == 1

    assert "1 of 1 enrolments" in caplog.text
    assert ProgressCheck.objects.get().found == 1
    assert not ItemState.objects.exists()


def test_the_night_says_nothing_when_all_is_well(caplog):
    read_lesson(make_enrolment(), 1)
    submit(make_enrolment(lessons=[[blocks.quiz()]]))

    assert check_progress_sample() == 0
    assert (caplog.text, ProgressCheck.objects.get().checked) == ("", 2)


def test_an_answer_is_a_fact_too():
    enrolment = make_enrolment(lessons=[[blocks.quiz()], [blocks.quiz(name="other")]])
    submit(enrolment, 1)
    submit(enrolment, 1, answers=no_answers)
    submit(enrolment, 2, answers=no_answers)

    assert quiz_of(enrolment)["item_key"] in set(ItemState.objects.values_list("item_key", flat=True))
    assert check().found == 0
