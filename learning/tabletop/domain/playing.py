"""At the table: deciding, and going on to what comes next.

Every verb locks the run first and looks again where the table is: two tabs, or two people, do a thing once.
"""

from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User

from ..enums import Pace, RunState
from ..models import Decision, Participant, RunInject, TabletopRun
from ..queries import current_inject, decided, script_of_run
from ..script import Script
from ..timing import elapsed, is_due
from .table import RunIsOver, leader_of, locked, move, seat

MAX_TEXT = 5_000


class NoSuchInject(Exception):
    """The table has not met this inject."""


class NothingDecided(Exception):
    """The table decides before it goes on."""


class NothingSaid(Exception):
    """Neither a choice nor a word."""


class ChoiceMissing(NothingSaid):
    """The table chooses one of what there is to choose from."""


class TextTooLong(Exception):
    """More than MAX_TEXT signs."""


class DecidedMeanwhile(Exception):
    """The person has decided something else here since the page was opened."""


class NotYet(Exception):
    """What comes next comes by the clock, and its time has not come."""


@transaction.atomic
def decide(*, run: TabletopRun, number: int, choice: str, text: str, seen: int, by: User, at: datetime) -> Decision:
    """Write down what somebody decides at an inject. `seen` is how many decisions of theirs the page showed there:
    the same thing sent twice is one decision, something else sent from an older page is refused.

    Also an inject the table has left may be decided anew: both stay, and the way that was taken stays too. Raises
    NotAtTheTable, RunIsOver, NoSuchInject, NothingSaid, ChoiceMissing, TextTooLong, DecidedMeanwhile.
    """
    table = locked(run)
    person = seat(table, by)
    if not table.is_open:
        raise RunIsOver(table.pk)
    inject = _met(table, number)
    said = _said(table, inject, person, choice=choice, text=text)
    mine = list(inject.decisions.filter(participant=person).order_by("number"))
    if len(mine) > seen:
        return _same(mine[seen], said)
    return Decision.objects.create(
        inject=inject,
        participant=person,
        organisation_id=person.organisation_id,
        number=len(mine) + 1,
        choice=said[0],
        text=said[1],
        at=at,
    )


def _met(run: TabletopRun, number: int) -> RunInject:
    found = run.injects.filter(number=number).first()
    if found is None:
        raise NoSuchInject(number)
    return found


def _said(run: TabletopRun, inject: RunInject, person: Participant, *, choice: str, text: str) -> tuple[str, str]:
    """What may be written down. A choice that is none of the inject's is no choice."""
    script, text = script_of_run(run), text.replace("\x00", "").replace("\r\n", "\n").strip()
    chosen = script.choice(inject.inject_key, choice)
    if len(text) > MAX_TEXT:
        raise TextTooLong(len(text))
    if person.is_leader and script.inject(inject.inject_key)["choices"] and chosen is None:
        raise ChoiceMissing
    if chosen is None and not text:
        raise NothingSaid
    return (chosen["id"] if chosen else ""), text


def _same(known: Decision, said: tuple[str, str]) -> Decision:
    if (known.choice, known.text) != said:
        raise DecidedMeanwhile(known.pk)
    return known


@transaction.atomic
def go_on(*, run: TabletopRun, number: int, by: User, at: datetime) -> TabletopRun:
    """Move the table on from this inject, to the next one or to its debrief. From an inject the table has left,
    nothing happens: whoever pressed twice is where the table is.

    Step by step the leader moves on, once something is decided. By the clock anybody at the table looks, and what is
    due comes. Raises NotAtTheTable, OnlyTheLeader, RunIsOver, NothingDecided, NotYet.
    """
    table = locked(run)
    seat(table, by)
    if not table.is_open:
        raise RunIsOver(table.pk)
    current = current_inject(table)
    if table.state == RunState.DEBRIEF or current.number != number:
        return table
    script, decision = script_of_run(table), decided(current)
    chosen = decision.choice if decision else ""
    if not is_due(table, current, script, chosen=chosen, at=at):
        _refuse_early(table, current, script, decision, by=by)
    _step(table, current, script, chosen=chosen, at=at)
    return table


def _refuse_early(run: TabletopRun, current: RunInject, script: Script, decision: Decision | None, *, by: User) -> None:
    """What comes by the clock is waited for; everything else is the leader's to go on to, once it is decided."""
    ends = script.after(current.inject_key, decision.choice if decision else "") is None
    if run.pace == Pace.TIMED and not (ends and decision):
        raise NotYet(run.pk)
    leader_of(run, by)
    if decision is None:
        raise NothingDecided(run.pk)


def _step(run: TabletopRun, current: RunInject, script: Script, *, chosen: str, at: datetime) -> None:
    current.left_at, current.chosen = at, chosen
    current.save(update_fields=["left_at", "chosen"])
    following, reading = script.after(current.inject_key, chosen), elapsed(run, at=at)
    if following is None:
        run.clock_seconds = reading
        move(run, RunState.DEBRIEF, at=at)
        return
    RunInject.objects.create(
        run=run, number=current.number + 1, inject_key=following["key"], shown_at=at, clock_at=reading
    )


# --- The clock -----------------------------------------------------------------------------------------


@transaction.atomic
def pause_clock(*, run: TabletopRun, by: User, at: datetime) -> TabletopRun:
    """Stop the table's clock; stopped twice, it stands. Raises OnlyTheLeader, RunIsOver."""
    table = _running(run, by)
    if table.clock_since is not None:
        table.clock_seconds, table.clock_since = elapsed(table, at=at), None
        table.save(update_fields=["clock_seconds", "clock_since"])
    return table


@transaction.atomic
def resume_clock(*, run: TabletopRun, by: User, at: datetime) -> TabletopRun:
    """Let the clock run on from where it stood. Raises OnlyTheLeader, RunIsOver."""
    table = _running(run, by)
    if table.clock_since is None:
        table.clock_since = at
        table.save(update_fields=["clock_since"])
    return table


@transaction.atomic
def go_step_by_step(*, run: TabletopRun, by: User, at: datetime) -> TabletopRun:
    """Leave the clock: from here on the table goes on when it is ready. Raises OnlyTheLeader, RunIsOver."""
    table = _running(run, by)
    if table.pace != Pace.STEPPED:
        table.pace = Pace.STEPPED
        table.save(update_fields=["pace"])
        audit.record(table, action="tabletop.leave_clock", by=by, at=at)
    return table


def _running(run: TabletopRun, by: User) -> TabletopRun:
    table = locked(run)
    leader_of(table, by)
    if table.state != RunState.RUNNING:
        raise RunIsOver(table.pk)
    return table
