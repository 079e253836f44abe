"""Deciding, and going on to what comes next."""

import pytest

from learning.tabletop.domain.playing import (
    MAX_TEXT,
    ChoiceMissing,
    DecidedMeanwhile,
    NoSuchInject,
    NothingDecided,
    NothingSaid,
    TextTooLong,
    go_on,
)
from learning.tabletop.domain.runs import leave_run
from learning.tabletop.domain.table import NotAtTheTable, OnlyTheLeader, RunIsOver
from learning.tabletop.enums import RunState
from learning.tabletop.models import Decision, RunInject
from tests.factories.learning import AT
from tests.factories.people import make_user
from tests.factories.tabletop import (
    OPEN_HALL,
    WAIT,
    finish,
    keys_of,
    leader,
    make_group,
    make_run,
    say,
    step,
    to_debrief,
)
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db


def on(run, *, number=1, by=None, at=AT):
    return go_on(run=run, number=number, by=by or leader(run), at=at)


# --- Deciding ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "way"), [(OPEN_HALL, ["power", "hall", "press"]), (WAIT, ["power", "calls", "press"])]
)
def test_what_is_chosen_decides_the_way(chosen, way):
    run = to_debrief(make_run(), choice=chosen)

    assert keys_of(run) == way
    assert run.state == RunState.DEBRIEF
    assert list(run.injects.values_list("chosen", flat=True)) == [chosen, "", ""]


def test_the_same_sent_twice_is_one_decision():
    run = make_run()

    assert say(run, choice=WAIT) == say(run, choice=WAIT)
    assert Decision.objects.count() == 1


def test_something_else_sent_from_an_older_page_is_refused():
    run = make_run()
    say(run, choice=WAIT)

    with pytest.raises(DecidedMeanwhile):
        say(run, choice=OPEN_HALL)


def test_a_correction_is_a_new_decision_and_the_last_one_counts():
    run = make_run()
    say(run, "Vi venter", choice=WAIT)
    say(run, "Nei, vi åpner", choice=OPEN_HALL, seen=1)
    on(run)

    assert list(Decision.objects.order_by("number").values_list("choice", "text")) == [
        (WAIT, "Vi venter"),
        (OPEN_HALL, "Nei, vi åpner"),
    ]
    assert keys_of(run) == ["power", "hall"]


def test_a_correction_after_going_on_changes_no_way():
    run = step(make_run(), choice=OPEN_HALL)
    say(run, choice=WAIT, number=1, seen=1)

    assert Decision.objects.count() == 2
    assert keys_of(run) == ["power", "hall"]
    assert run.injects.get(number=1).chosen == OPEN_HALL


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"text": "Vi åpner hallen"}, ChoiceMissing),
        ({"text": "", "choice": "not-a-choice"}, ChoiceMissing),
        ({"choice": WAIT, "text": "x" * (MAX_TEXT + 1)}, TextTooLong),
        ({"choice": WAIT, "number": 2}, NoSuchInject),
    ],
)
def test_what_is_no_decision_is_refused(said, refusal):
    run = make_run()

    with pytest.raises(refusal):
        say(run, **said)
    assert not Decision.objects.exists()


def test_a_table_without_choices_decides_in_words():
    run = step(make_run(), choice=WAIT)

    with pytest.raises(NothingSaid):
        say(run, " \r\n\x00 ")
    assert say(run, "Ring\r\nnaboen\x00").text == "Ring\nnaboen"


def test_others_comment_and_the_leader_decides():
    run, [person] = make_group()
    say(run, "Hva med hallen?", choice=OPEN_HALL, by=person)

    with pytest.raises(NothingDecided):
        on(run)
    say(run, choice=WAIT)
    on(run)
    assert keys_of(run) == ["power", "calls"]
    assert say(run, "Enig", by=person).choice == ""


def test_whoever_is_not_there_says_nothing():
    run, [person] = make_group()
    leave_run(run=run, by=person, at=AT)

    for somebody in (person, make_user()):
        with pytest.raises(NotAtTheTable):
            say(run, "Hei", by=somebody)
        with pytest.raises(NotAtTheTable):
            on(run, by=somebody)


def test_nothing_is_decided_when_it_is_over():
    run = finish(make_run())

    with pytest.raises(RunIsOver):
        say(run, choice=WAIT, number=1, seen=1)
    with pytest.raises(RunIsOver):
        on(run, number=3)


def test_a_decision_remembers_the_organisation_of_its_moment():
    run = make_run()

    assert say(run, choice=WAIT).organisation_id == run.enrolment.organisation_id


# --- Going on ----------------------------------------------------------------------------------------


def test_nobody_goes_on_before_something_is_decided():
    with pytest.raises(NothingDecided):
        on(make_run())


def test_only_the_leader_goes_on_step_by_step():
    run, [person] = make_group()
    say(run, choice=WAIT)

    with pytest.raises(OnlyTheLeader):
        on(run, by=person)


def test_going_on_twice_is_going_on_once():
    run = make_run()
    say(run, choice=WAIT)

    on(run)
    on(run)

    assert keys_of(run) == ["power", "calls"]


def test_from_the_debrief_nobody_goes_on():
    run = to_debrief(make_run())

    assert on(run, number=3).state == RunState.DEBRIEF
    assert RunInject.objects.count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_two_clicks_go_on_once(locked, monkeypatch):
    run = make_run()
    say(run, choice=WAIT)
    if not locked:
        take_away_locks(monkeypatch)
    outcomes = at_once(*[lambda: on(run)] * 2, meet_before='INSERT INTO "tabletop_runinject"')

    went_wrong = [one for one in outcomes if isinstance(one, Exception)]
    assert keys_of(run) == ["power", "calls"]
    assert bool(went_wrong) is not locked


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_two_tabs_decide_once(locked, monkeypatch):
    run = make_run()
    if not locked:
        take_away_locks(monkeypatch)
    outcomes = at_once(*[lambda: say(run, choice=WAIT)] * 2, meet_before='INSERT INTO "tabletop_decision"')

    assert Decision.objects.count() == 1
    assert any(isinstance(one, Exception) for one in outcomes) is not locked
