"""Sitting down at a table, and leaving it."""

import pytest

from learning.domain.enrolments import EnrolmentEnded, withdraw
from learning.domain.progress import LessonLocked, UnknownItem
from learning.tabletop.domain.runs import NoSuchTable, join_run, leave_run, start_run, stop_run, tidy
from learning.tabletop.domain.table import NotAtTheTable, OnlyTheLeader, RunIsOver
from learning.tabletop.enums import Pace, RunMode, RunState
from learning.tabletop.models import Participant, TabletopRun
from tests.factories import blocks
from tests.factories.learning import AT, lessons_of, make_course, make_enrolment, read_lesson
from tests.factories.people import make_user
from tests.factories.tabletop import (
    MINUTE,
    again,
    finish,
    join,
    leader,
    make_group,
    make_run,
    make_tabletop_course,
    tabletop,
    tabletop_of,
)
from tests.races import at_once, take_away_locks, without_constraints

pytestmark = pytest.mark.django_db


def test_a_run_begins_with_the_first_inject_and_its_leader():
    run = make_run()

    assert (run.state, run.pace, run.mode, run.code) == (RunState.RUNNING, Pace.STEPPED, RunMode.SOLO, "")
    assert list(run.injects.values_list("number", "inject_key", "shown_at")) == [(1, "power", AT)]
    assert list(run.participants.values_list("user", "is_leader")) == [(leader(run).pk, True)]


def test_beginning_twice_is_one_run():
    run = make_run()

    assert make_run(run.enrolment) == run
    assert TabletopRun.objects.count() == 1


def test_a_timed_story_may_be_taken_step_by_step_but_not_the_other_way_round():
    assert make_run(pace=Pace.STEPPED, pace_of_story="timed").pace == Pace.STEPPED
    assert make_run(pace=Pace.TIMED).pace == Pace.STEPPED
    assert make_run(pace=Pace.TIMED, pace_of_story="timed").pace == Pace.TIMED


def test_only_what_is_a_tabletop_can_be_run():
    enrolment = make_enrolment(course=make_course(lessons=[[blocks.quiz()]]))
    lesson = lessons_of(enrolment)[0]
    how = {"mode": RunMode.SOLO, "pace": Pace.STEPPED, "by": enrolment.learner, "at": AT}

    with pytest.raises(UnknownItem):
        start_run(enrolment=enrolment, lesson_key=lesson.key, item_key=lesson.items[0].key, **how)


def test_a_locked_lesson_is_locked_for_whoever_begins_and_whoever_joins():
    course = make_course(lessons=[[blocks.text()], [tabletop()]], in_order=True)
    first, second = (make_enrolment(course=course) for _ in range(2))
    with pytest.raises(LessonLocked):
        make_run(first, number=2)
    read_lesson(first)
    run = make_run(first, number=2, mode=RunMode.GROUP)

    with pytest.raises(LessonLocked):
        join_run(code=run.code, **tabletop_of(second, 2), by=second.learner, at=AT)


def test_others_join_with_the_code_however_it_is_typed():
    run = make_run(mode=RunMode.GROUP)
    enrolment = make_enrolment(course=run.enrolment.course)

    code = f" {run.code[:3].lower()}-{run.code[3:]} "
    assert join_run(code=code, **tabletop_of(enrolment), by=enrolment.learner, at=AT) == run
    assert run.participants.count() == 2


@pytest.mark.parametrize("code", ["", "ABCDEF", "x" * 400, "\x00"])
def test_a_wrong_code_opens_no_table(code):
    run = make_run(mode=RunMode.GROUP)
    make_run(make_enrolment(course=run.enrolment.course))
    enrolment = make_enrolment(course=run.enrolment.course)

    with pytest.raises(NoSuchTable):
        join_run(code=code, **tabletop_of(enrolment), by=enrolment.learner, at=AT)


def test_a_code_of_another_course_or_tabletop_opens_no_table():
    run = make_run(mode=RunMode.GROUP)
    elsewhere = make_enrolment(course=make_tabletop_course())
    here = make_enrolment(course=make_tabletop_course(lessons=2))
    other = make_run(here, mode=RunMode.GROUP, number=2)
    third = make_enrolment(course=here.course)

    with pytest.raises(NoSuchTable):
        join_run(code=run.code, **tabletop_of(elsewhere), by=elsewhere.learner, at=AT)
    with pytest.raises(NoSuchTable):
        join_run(code=other.code, **tabletop_of(third, 1), by=third.learner, at=AT)


def test_the_code_is_closed_when_the_run_is_over():
    run, _ = make_group()
    code = run.code
    finish(run)
    late = make_enrolment(course=run.enrolment.course)

    assert again(run).code == ""
    with pytest.raises(NoSuchTable):
        join_run(code=code, **tabletop_of(late), by=late.learner, at=AT)


def test_whoever_leaves_may_come_back_to_the_same_place():
    run, [person] = make_group()
    leave_run(run=run, by=person, at=AT)
    with pytest.raises(NotAtTheTable):
        leave_run(run=run, by=person, at=AT)

    enrolment = person.enrolments.get()
    join_run(code=run.code, **tabletop_of(enrolment), by=person, at=AT)

    assert list(run.participants.values_list("left_at", flat=True)) == [None, None]


def test_the_leader_stops_the_run_and_leaves_no_other_way():
    run, [person] = make_group()

    with pytest.raises(OnlyTheLeader):
        leave_run(run=run, by=leader(run), at=AT)
    with pytest.raises(OnlyTheLeader):
        stop_run(run=run, by=person, at=AT)
    stopped = stop_run(run=run, by=leader(run), at=AT + MINUTE)
    assert (stopped.state, stopped.finished_at, stopped.code) == (RunState.STOPPED, AT + MINUTE, "")
    with pytest.raises(RunIsOver):
        stop_run(run=run, by=leader(run), at=AT)
    assert make_run(run.enrolment) != run


def test_who_has_withdrawn_begins_nothing():
    run = make_run(mode=RunMode.GROUP)
    gone = make_enrolment(course=run.enrolment.course)
    withdraw(enrolment=gone, by=None, at=AT)

    with pytest.raises(EnrolmentEnded):
        make_run(gone)
    with pytest.raises(EnrolmentEnded):
        join_run(code=run.code, **tabletop_of(gone), by=gone.learner, at=AT)


def test_people_of_several_organisations_sit_with_the_organisation_they_act_for():
    run, others = make_group(others=2)

    organisations = list(run.participants.values_list("organisation", "enrolment__organisation"))
    assert len(organisations) == 1 + len(others)
    assert all(one == other for one, other in organisations)


def test_a_tidy_code_holds_only_signs_of_codes():
    assert tidy(" ab1c-0dI ef2 9 ") == "ABCDEF"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_two_clicks_open_one_table(locked, monkeypatch):
    enrolment = make_enrolment(course=make_tabletop_course())
    if not locked:
        take_away_locks(monkeypatch)
        with without_constraints(TabletopRun, "tabletop_one_run_under_way"):
            at_once(*[lambda: make_run(enrolment)] * 2, meet_before='INSERT INTO "tabletop_tabletoprun"')
            assert TabletopRun.objects.count() == 2
        return
    at_once(*[lambda: make_run(enrolment)] * 2, meet_before='INSERT INTO "tabletop_tabletoprun"')

    assert TabletopRun.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_joining_twice_at_once_is_one_place():
    run = make_run(mode=RunMode.GROUP)
    enrolment = make_enrolment(course=run.enrolment.course, learner=make_user())

    def sit():
        return join_run(code=run.code, **tabletop_of(enrolment), by=enrolment.learner, at=AT)

    at_once(sit, sit, meet_before='INSERT INTO "tabletop_participant"')

    assert Participant.objects.filter(user=enrolment.learner).count() == 1


def test_joining_somebody_elses_table_and_leading_one_are_two_things():
    run = make_run(mode=RunMode.GROUP)
    person = join(run)

    own = make_run(person.enrolments.get())

    assert set(Participant.objects.filter(user=person).values_list("run", "is_leader")) == {
        (run.pk, False),
        (own.pk, True),
    }
