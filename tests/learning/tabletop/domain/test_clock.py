"""The clock of a table: injects that come by themselves, and what stops them."""

import pytest

from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.queries import forget_pauses
from cms.pause.targets import Target
from learning.tabletop.domain.playing import NotYet, go_on, go_step_by_step, pause_clock, resume_clock
from learning.tabletop.domain.table import OnlyTheLeader, RunIsOver
from learning.tabletop.enums import Pace, RunMode, RunState
from learning.tabletop.timing import elapsed
from tests.factories.learning import AT
from tests.factories.tabletop import (
    MINUTE,
    WAIT,
    again,
    choice,
    inject,
    join,
    keys_of,
    leader,
    make_group,
    make_timed,
    say,
    to_debrief,
)

pytestmark = pytest.mark.django_db


def on(run, *, number=1, by=None, at=AT):
    return go_on(run=run, number=number, by=by or leader(run), at=at)


PLAIN = (inject("one"), inject("two", minutes=10), inject("three", minutes=15))


def test_an_inject_comes_when_its_time_has_come_decided_or_not():
    run = make_timed(*PLAIN)

    with pytest.raises(NotYet):
        on(run, at=AT + 10 * MINUTE - MINUTE / 60)
    on(run, at=AT + 10 * MINUTE)
    assert keys_of(run) == ["one", "two"]


def test_deciding_early_does_not_hasten_the_clock():
    run = make_timed(*PLAIN)
    say(run)

    with pytest.raises(NotYet):
        on(run, at=AT + MINUTE)


@pytest.mark.parametrize(("counted_from", "minutes"), [("start", 15), ("previous", 12 + 15)])
def test_minutes_are_counted_from_the_start_or_from_the_inject_before(counted_from, minutes):
    run = make_timed(*PLAIN, counted_from=counted_from)
    on(run, at=AT + 12 * MINUTE)

    with pytest.raises(NotYet):
        on(run, number=2, at=AT + (minutes - 1) * MINUTE)
    on(run, number=2, at=AT + minutes * MINUTE)
    assert keys_of(run) == ["one", "two", "three"]


def test_the_clock_waits_where_the_way_parts():
    run = make_timed()

    with pytest.raises(NotYet):
        on(run, at=AT + 60 * MINUTE)
    say(run, choice=WAIT, at=AT + 60 * MINUTE)
    on(run, at=AT + 60 * MINUTE)
    assert keys_of(run) == ["power", "calls"]


def test_after_the_last_inject_the_leader_goes_on_once_it_is_decided():
    run = make_timed(*PLAIN[:1])

    with pytest.raises(NotYet):
        on(run, at=AT + 60 * MINUTE)
    say(run)
    assert on(run, at=AT + 61 * MINUTE).state == RunState.DEBRIEF


def test_a_stopped_clock_brings_nothing_and_runs_on_from_where_it_stood():
    run = make_timed(*PLAIN)
    for _ in range(2):
        run = pause_clock(run=run, by=leader(run), at=AT + 4 * MINUTE)
    with pytest.raises(NotYet):
        on(run, at=AT + 60 * MINUTE)

    for late in (60, 65):
        run = resume_clock(run=run, by=leader(run), at=AT + late * MINUTE)

    assert elapsed(again(run), at=AT + 65 * MINUTE) == 9 * 60
    on(run, at=AT + 66 * MINUTE)
    assert keys_of(run) == ["one", "two"]


def test_a_crisis_pause_stops_the_clock_and_counts_once_with_the_tables_own():
    run = make_timed(*PLAIN)
    pause = declare_pause(target=Target("all"), reason="Flom", by=None, at=AT + 2 * MINUTE)
    assert elapsed(again(run), at=AT + 30 * MINUTE) == 2 * 60
    with pytest.raises(NotYet):
        on(run, at=AT + 30 * MINUTE)
    run = pause_clock(run=run, by=leader(run), at=AT + 30 * MINUTE)
    end_pause(pause=pause, by=None, at=AT + 40 * MINUTE)
    forget_pauses()
    run = resume_clock(run=run, by=leader(run), at=AT + 35 * MINUTE)

    assert elapsed(again(run), at=AT + 43 * MINUTE) == 5 * 60
    on(run, at=AT + 48 * MINUTE)
    assert keys_of(run) == ["one", "two"]


def test_the_table_may_go_on_without_the_clock_at_any_time():
    run = make_timed(*PLAIN)
    run = go_step_by_step(run=run, by=leader(run), at=AT)
    say(run)

    assert on(run).pace == Pace.STEPPED
    assert keys_of(run) == ["one", "two"]


def test_anybody_at_the_table_may_look_whether_something_has_come():
    run = make_timed(*PLAIN, mode=RunMode.GROUP)
    person = join(run)
    on(run, by=person, at=AT + 10 * MINUTE)

    assert keys_of(run) == ["one", "two"]


@pytest.mark.parametrize("verb", [pause_clock, resume_clock, go_step_by_step])
def test_the_clock_is_the_leaders_as_long_as_it_runs(verb):
    run, [person] = make_group()
    with pytest.raises(OnlyTheLeader):
        verb(run=run, by=person, at=AT)
    to_debrief(run)
    with pytest.raises(RunIsOver):
        verb(run=run, by=leader(run), at=AT)


def test_choices_that_lead_the_same_way_need_not_be_waited_for():
    run = make_timed(inject("one", choice("A"), choice("B")), inject("two", minutes=5))
    on(run, at=AT + 5 * MINUTE)

    assert keys_of(run) == ["one", "two"]
