"""When somebody may need help: the rules, as they are explained on the page. Plain values in and out, no database.

A rule says that a teacher might look, not that something is wrong. Nothing is asked of who has completed the course.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from ..outline import Item
from .enums import Reason, State

# From so many attempts on that did not pass.
TRIES = 2
# Something was begun and is not gone on with; the whole course stands still.
STALE, IDLE = timedelta(days=7), timedelta(days=14)
# A deadline is near, and more than this share of what is required is left.
NEAR, MUCH = timedelta(days=14), 0.5

# Whether so much time has passed since a moment, crisis pauses left out.
Passed = Callable[[datetime, timedelta], bool]


@dataclass(frozen=True, slots=True)
class Held:
    """What there is of one learner's work on one item: attempts that count and did not pass, and when an attempt that
    is open was written in last.
    """

    is_done: bool = False
    is_begun: bool = False
    tried: int = 0
    open_since: datetime | None = None


NOTHING, DONE = Held(), Held(is_done=True)


class Signal(NamedTuple):
    """One reason, with the item or the day it is about."""

    reason: Reason
    item_key: str = ""
    day: date | None = None


def why_stuck(item: Item, held: Held, *, passed: Passed) -> Reason | None:
    """Why somebody may need help with one item."""
    if held.is_done:
        return None
    most = item.rule.get("max_attempts")
    if most and held.tried >= most:
        return Reason.NO_TRIES_LEFT
    if held.tried >= TRIES:
        return Reason.FAILED
    if held.open_since and passed(held.open_since, STALE):
        return Reason.BEGUN_LONG_AGO
    return None


def state_of(item: Item | None, held: Held, *, active: bool, passed: Passed) -> State:
    """How somebody is with an item; `item` is None where their release does not hold it."""
    if item is None:
        return State.NOT_THEIRS
    if held.is_done:
        return State.DONE
    if active and why_stuck(item, held, passed=passed):
        return State.NEEDS_HELP
    if held.is_begun or held.tried or held.open_since:
        return State.UNDER_WAY
    return State.NOT_STARTED


def signals_of(
    work: Iterable[tuple[Item, Held]],
    *,
    done: int,
    required: int,
    last_at: datetime | None,
    due_on: date | None,
    today: date,
    passed: Passed,
) -> list[Signal]:
    """Why somebody who is under way may need help, the most urgent first. `last_at` is None before they have begun."""
    found = [Signal(reason, item.key) for item, held in work if (reason := why_stuck(item, held, passed=passed))]
    if due_on and due_on - today <= NEAR and required and (required - done) / required > MUCH:
        found.append(Signal(Reason.DEADLINE, day=due_on))
    if last_at and passed(last_at, IDLE):
        found.append(Signal(Reason.STANDS_STILL, day=timezone.localdate(last_at)))
    return sorted(found, key=lambda one: list(Reason).index(one.reason))
