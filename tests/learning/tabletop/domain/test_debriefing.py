"""The debrief, what it makes done, and who may read the note."""

import json
from datetime import date

import pytest

from learning.domain.enrolments import enrol, withdraw
from learning.domain.moves import advance_move
from learning.domain.rebuilding import check_progress
from learning.domain.releases import publish_course
from learning.enums import EnrolmentState, ItemStatus, MovePolicy
from learning.models import ActivityFact, Course, Enrolment
from learning.policies import ReleasePolicy
from learning.tabletop.domain.debriefing import (
    MAX_POINTS,
    NewPoint,
    StillOpen,
    TooManyPoints,
    drop_point,
    finish_run,
    save_debrief,
    share_note,
)
from learning.tabletop.domain.playing import MAX_TEXT, TextTooLong
from learning.tabletop.domain.runs import leave_run
from learning.tabletop.domain.table import OnlyTheLeader, RunIsOver
from learning.tabletop.enums import RunState
from learning.tabletop.models import DebriefAnswer, ImprovementPoint, TabletopRun
from learning.tabletop.queries import improvement_points, script_of_run
from tests.factories.learning import AT, make_enrolment
from tests.factories.pages import make_course_page
from tests.factories.people import make_organisation, make_user
from tests.factories.tabletop import (
    MINUTE,
    QUESTION,
    again,
    finish,
    inject,
    join,
    keys_of,
    leader,
    make_group,
    make_run,
    make_tabletop_course,
    tabletop,
    to_debrief,
)
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db

POINT = NewPoint("Skrive ut varslingslisten", "Beredskapskoordinator", date(2027, 1, 15))


def nothing_differs():
    return check_progress(Enrolment.objects.all(), at=AT).found == 0


def hand_in(run, **more):
    return finish_run(run=run, answers={QUESTION: "Bra"}, by=leader(run), at=AT, **more)


def test_the_lesson_is_done_with_the_debrief_and_not_before():
    run = to_debrief(make_run())
    assert not run.enrolment.item_states.exists()

    hand_in(run)

    enrolment = Enrolment.objects.get(pk=run.enrolment_id)
    assert enrolment.item_states.get().status == ItemStatus.DONE
    assert enrolment.state == EnrolmentState.COMPLETED
    fact = enrolment.facts.get(verb="answered")
    assert (fact.item_key, fact.value) == (run.item_key, {"tabletop": run.pk})
    assert nothing_differs()


def test_every_question_is_answered_before_the_debrief_is_handed_in():
    run = to_debrief(make_run())

    with pytest.raises(StillOpen) as refusal:
        finish_run(run=run, answers={QUESTION: "  "}, by=leader(run), at=AT)

    assert refusal.value.questions == [QUESTION]
    assert again(run).state == RunState.DEBRIEF


def test_it_is_done_for_all_who_are_still_there():
    run, [stays, leaves, withdraws] = make_group(others=3)
    leave_run(run=run, by=leaves, at=AT)
    withdraw(enrolment=withdraws.enrolments.get(), by=None, at=AT)

    finish(run)

    done = set(ActivityFact.objects.filter(verb="answered").values_list("enrolment__learner", flat=True))
    assert done == {leader(run).pk, stays.pk}
    assert nothing_differs()


def test_a_new_run_is_allowed_and_done_stays_as_it_was():
    run = finish(make_run())
    before = run.enrolment.item_states.get().done_at

    finish(make_run(Enrolment.objects.get(pk=run.enrolment_id), at=AT + 600 * MINUTE), at=AT + 600 * MINUTE)

    assert TabletopRun.objects.filter(state=RunState.FINISHED).count() == 2
    assert run.enrolment.item_states.get().done_at == before
    assert ActivityFact.objects.filter(verb="answered").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_handed_in_twice_it_is_done_once(locked, monkeypatch):
    run = to_debrief(make_run())
    if not locked:
        take_away_locks(monkeypatch)
    outcomes = at_once(*[lambda: hand_in(run)] * 2, meet_before='INSERT INTO "learning_activityfact"')

    assert ActivityFact.objects.filter(verb="answered").count() == 1
    refused = [type(one) for one in outcomes if isinstance(one, Exception)]
    assert (refused == [RunIsOver]) is locked


def test_answers_are_replaced_and_points_kept_once():
    run = to_debrief(make_run())
    for text in ("Først", "Så"):
        save_debrief(run=run, answers={QUESTION: text, "unknown": "x"}, point=POINT, by=leader(run), at=AT)

    assert list(DebriefAnswer.objects.values_list("question", "text")) == [(QUESTION, "Så")]
    assert ImprovementPoint.objects.count() == 1
    drop_point(run=run, point=ImprovementPoint.objects.get().pk, by=leader(run), at=AT)
    assert not ImprovementPoint.objects.exists()


def test_nobody_takes_away_the_points_of_another_table():
    run, other = (to_debrief(make_run()) for _ in range(2))
    save_debrief(run=run, answers={}, point=POINT, by=leader(run), at=AT)

    drop_point(run=other, point=ImprovementPoint.objects.get().pk, by=leader(other), at=AT)

    assert ImprovementPoint.objects.count() == 1


def test_too_much_is_refused():
    run = to_debrief(make_run())
    with pytest.raises(TextTooLong):
        save_debrief(run=run, answers={QUESTION: "x" * (MAX_TEXT + 1)}, by=leader(run), at=AT)
    rows = {"run": run, "owner": "A", "due_on": date(2027, 1, 1), "written_at": AT}
    ImprovementPoint.objects.bulk_create(ImprovementPoint(text=str(one), **rows) for one in range(MAX_POINTS))

    with pytest.raises(TooManyPoints):
        save_debrief(run=run, answers={}, point=POINT, by=leader(run), at=AT)


def test_the_leader_writes_the_debrief_once_the_story_is_over():
    run, [person] = make_group()
    with pytest.raises(RunIsOver):
        save_debrief(run=run, answers={}, by=leader(run), at=AT)
    to_debrief(run)
    with pytest.raises(OnlyTheLeader):
        save_debrief(run=run, answers={}, by=person, at=AT)
    hand_in(run)
    with pytest.raises(RunIsOver):
        hand_in(run)


def test_the_leader_shares_the_note_and_takes_it_back():
    run, [person] = make_group()
    with pytest.raises(RunIsOver):
        share_note(run=run, shared=True, by=leader(run), at=AT)
    finish(run)

    with pytest.raises(OnlyTheLeader):
        share_note(run=run, shared=True, by=person, at=AT)
    assert share_note(run=run, shared=True, by=leader(run), at=AT).shared_at == AT
    assert share_note(run=run, shared=False, by=leader(run), at=AT).shared_at is None


def test_points_are_plain_facts_for_the_organisation_once_handed_in():
    ours, theirs = make_organisation(), make_organisation()
    course = Course.objects.get(pk=make_tabletop_course().pk)
    for organisation in (ours, theirs):
        person = make_user()
        enrolment = enrol(course=course, learner=person, by=person, at=AT, organisation=organisation)
        run = to_debrief(make_run(enrolment))
        save_debrief(run=run, answers={QUESTION: "Bra"}, point=POINT, by=person, at=AT)
        assert improvement_points([organisation]) == []
        hand_in(run)

    [found] = improvement_points([ours])
    assert (found.text, found.owner, found.due_on, found.organisation_id) == (*vars(POINT).values(), ours.pk)


# --- Releases ----------------------------------------------------------------------------------------


def make_changed_course():
    """A course whose tabletop is told otherwise in its second release."""
    page = make_course_page(lessons=[[tabletop()]])
    first = publish_course(page=page, by=None, at=AT)
    enrolments = [make_enrolment(course=first.course) for _ in range(2)]
    lesson = page.get_descendants().last().specific
    lesson.body = json.dumps([tabletop(inject("quake"), inject("press"))])
    lesson.save()
    return page, first, enrolments


@pytest.mark.parametrize("policy", [MovePolicy.MOVE, MovePolicy.REDO])
def test_a_run_stays_in_the_story_of_its_release(policy):
    page, first, [enrolment, other] = make_changed_course()
    run = make_run(enrolment, mode="group")
    release = publish_course(page=page, by=None, at=AT, policy=ReleasePolicy(policy, policy))
    for one in release.moves_here.all():
        while advance_move(run_id=one.pk, at=AT):
            pass
    assert Enrolment.objects.get(pk=enrolment.pk).release_id == release.pk

    # Who joins now stands on the new release, and sits in the story the table is in.
    join(run, make_user())
    run = finish(again(run))

    assert keys_of(run) == ["power", "hall", "press"]
    assert script_of_run(again(run)).first["key"] == "power"
    assert ActivityFact.objects.filter(verb="answered").count() == 2
    assert nothing_differs()
    assert other.release_id == first.pk
