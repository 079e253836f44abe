"""How somebody in a role stands with a demand, as arithmetic on days. No database.

It is asked of a person from the day they hold the role, or the day the requirement begins, if that is later. What was
done counts when it is not older than the requirement accepts, and until its time is out: the cadence, or the
certificate's last day where that comes first. A requirement that is to be met once is met for good.

It is due the day it no longer counts; where it never counted, or somebody is new in the role, at the end of their
days of grace. From `opens_on` the renewal can be taken and is asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..months import months_later
from .demands import Demand
from .enums import State
from .targets import Done


@dataclass(frozen=True, slots=True)
class Terms:
    """The days that matter. `runs_from` is when the deadline began to run, which a crisis pause then moves."""

    since: date
    runs_from: date
    due_on: date | None
    opens_on: date | None
    done_on: date | None = None
    expires_on: date | None = None
    proof: str = ""
    certificate_id: int | None = None

    def state(self, on: date) -> State:
        if self.due_on and on > self.due_on:
            return State.OVERDUE
        counts = self.done_on and (self.expires_on is None or self.expires_on >= on)
        return State.COVERED if counts and not self.may_renew(on) else State.DUE_SOON

    def may_renew(self, on: date) -> bool:
        return self.opens_on is not None and on >= self.opens_on

    def moved_to(self, due_on: date) -> "Terms":
        """The same, due later."""
        if self.due_on is None or self.opens_on is None:
            return self
        return replace(self, due_on=due_on, opens_on=due_on - (self.due_on - self.opens_on))


def terms_of(demand: Demand, *, held_since: date, done: Iterable[Done]) -> Terms:
    """What a demand asks of somebody who has held the role since a day, after what they have done."""
    since = max(held_since, demand.valid_from)
    best = max((one for one in done if _counts(one, demand, since)), key=lambda one: _worth(one, demand), default=None)
    grace = since + timedelta(days=demand.grace_days)
    if best is None:
        return _due(Terms(since, since, grace, None), demand)
    ends = counts_until(best, demand)
    terms = Terms(since, best.on, ends, None, best.on, ends, best.proof, best.certificate_id)
    if ends is not None and ends < grace:
        terms = replace(terms, due_on=grace, runs_from=since)
    return _due(terms, demand)


def counts_until(done: Done, demand: Demand) -> date | None:
    """The last day something counts, None when that is for good."""
    ends = months_later(done.on, demand.cadence_months)
    if ends is None or done.valid_until is None:
        return ends
    return min(ends, done.valid_until)


def _counts(done: Done, demand: Demand, since: date) -> bool:
    return demand.prior_days is None or done.on >= since - timedelta(days=demand.prior_days)


def _worth(done: Done, demand: Demand) -> tuple[date, date]:
    """What counts longest is the best; of two that count for ever, the newest."""
    return counts_until(done, demand) or date.max, done.on


def _due(terms: Terms, demand: Demand) -> Terms:
    opens = terms.due_on - timedelta(days=demand.opens_days) if terms.due_on else None
    return replace(terms, opens_on=opens)
