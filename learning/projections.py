"""What facts amount to: plain values in, plain values out. No database, no clock.

`ItemState` and `CourseState` are this, kept up to date fact by fact as people learn (domain/progress.py). Rebuilding
and checking (domain/rebuilding.py) and explaining (explaining.py) go through the same facts here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from .enums import COUNTED, ItemStatus, Verb


class Fact(NamedTuple):
    """A row of `ActivityFact` as a plain value; the names are those of its columns."""

    verb: str
    item_key: str
    item_hash: str
    value: dict[str, Any]
    at: datetime


@dataclass
class ItemProjection:
    """How far a learner is with one item, and the fact that made it so."""

    status: str = ItemStatus.UNDER_WAY.value
    attempts: int = 0
    best_score: int | None = None
    done_at: datetime | None = None
    because: Fact | None = None

    @property
    def values(self) -> tuple[str, int, int | None, datetime | None]:
        """What stands in `ItemState`."""
        return self.status, self.attempts, self.best_score, self.done_at


@dataclass
class Projection:
    """`again` holds, by item, the move that asked for it to be done again, as long as it is not; `spent` the number of
    the last attempt that counts no more since; `opened` the lessons and modules that waivers have opened. Releases by
    number.
    """

    items: dict[str, ItemProjection] = field(default_factory=dict)
    again: dict[str, Fact] = field(default_factory=dict)
    spent: dict[str, int] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    release: int | None = None
    completed_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def done(self) -> frozenset[str]:
        """What counts as done."""
        return frozenset(key for key, item in self.items.items() if item.status in COUNTED)


def project(facts: Iterable[Fact]) -> Projection:
    """Go through the facts of one enrolment, in the order in which they were written."""
    projection = Projection()
    for fact in facts:
        _APPLY.get(fact.verb, _nothing)(projection, fact)
    return projection


def _registered(projection: Projection, fact: Fact) -> None:
    projection.release = fact.value.get("release")
    for key in fact.value.get("credited", ()):
        _do(projection, key, fact)


def _item_done(projection: Projection, fact: Fact) -> None:
    _do(projection, fact.item_key, fact)


def _passed(projection: Projection, fact: Fact) -> None:
    if _counts(projection, fact):
        _tried(projection, fact)
        _do(projection, fact.item_key, fact)


def _counts(projection: Projection, fact: Fact) -> bool:
    """An attempt from before the quiz began afresh does not count, also when it is marked anew afterwards."""
    return bool(fact.value["attempt"] > projection.spent.get(fact.item_key, 0))


def _tried(projection: Projection, fact: Fact) -> None:
    """A try at a quiz, in whatever order they are marked: the best score stays."""
    if not _counts(projection, fact):
        return
    item = projection.items.setdefault(fact.item_key, ItemProjection(because=fact))
    item.attempts = max(fact.value["attempt"], item.attempts)
    item.best_score = max(fact.value["score"], item.best_score or 0)


def _submitted(projection: Projection, fact: Fact) -> None:
    """Handed in, and nobody has said yet whether it is enough."""
    if _counts(projection, fact):
        item = projection.items.setdefault(fact.item_key, ItemProjection(because=fact))
        item.attempts = max(fact.value["attempt"], item.attempts)


def _do(projection: Projection, key: str, fact: Fact) -> None:
    """What is done once stays done, and stays done by what did it first."""
    item = projection.items.setdefault(key, ItemProjection())
    if item.status != ItemStatus.DONE:
        item.status, item.done_at, item.because = ItemStatus.DONE.value, fact.at, fact
        projection.again.pop(key, None)


def _moved(projection: Projection, fact: Fact) -> None:
    """Onto another release: what is to be done again is as if it had not been begun."""
    projection.release = fact.value["to"]
    for key in fact.value.get("redo", ()):
        begun = projection.items.pop(key, None)
        projection.again[key] = fact
        projection.spent[key] = max(begun.attempts if begun else 0, projection.spent.get(key, 0))


def _waived(projection: Projection, fact: Fact) -> None:
    """Not asked of this learner: what was not done counts from now on, and may be done all the same."""
    for key in fact.value.get("items", ()):
        item = projection.items.setdefault(key, ItemProjection())
        if item.status != ItemStatus.DONE:
            item.status, item.done_at, item.because = ItemStatus.WAIVED.value, fact.at, fact
    projection.opened |= set(fact.value.get("opens", ()))


def _unwaived(projection: Projection, fact: Fact) -> None:
    """Asked for again, unless it was done meanwhile; tries at a quiz are not forgotten."""
    for key in fact.value.get("items", ()):
        item = projection.items.get(key)
        if item is None or item.status != ItemStatus.WAIVED:
            continue
        if item.attempts:
            item.status, item.done_at, item.because = ItemStatus.UNDER_WAY.value, None, fact
        else:
            del projection.items[key]
    projection.opened -= set(fact.value.get("opens", ()))


def _completed(projection: Projection, fact: Fact) -> None:
    projection.completed_at = projection.completed_at or fact.at


def _withdrew(projection: Projection, fact: Fact) -> None:
    projection.withdrawn_at = fact.at


def _nothing(projection: Projection, fact: Fact) -> None:
    """A verb that moves no state."""


_APPLY: dict[str, Callable[[Projection, Fact], None]] = {
    Verb.REGISTERED: _registered,
    Verb.EXPERIENCED: _item_done,
    Verb.ANSWERED: _item_done,
    Verb.SUBMITTED: _submitted,
    Verb.PASSED: _passed,
    Verb.FAILED: _tried,
    Verb.COMPLETED: _completed,
    Verb.WITHDREW: _withdrew,
    Verb.MOVED: _moved,
    Verb.WAIVED: _waived,
    Verb.UNWAIVED: _unwaived,
}
