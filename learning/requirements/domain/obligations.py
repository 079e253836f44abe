"""Bringing the table of obligations up to date: computed anew for all, and only what differs is written.

A handful of statements whatever the number of rows, and none that writes when nothing has changed. Two runs at once
do no harm: the constraints keep one row a seat, and the next run puts right what they disagreed about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cms import clock
from cms.people.enums import OrganisationState
from cms.people.models import Organisation

from ..models import Obligation
from ..standings import Standing, standings_of

# Requirement, organisation, person (None: vacant): one row each.
Seat = tuple[int, int, int | None]
# What is compared, and written where it differs.
COLUMNS = ("version_id", "role", "since", "done_on", "expires_on", "due_on", "opens_on", "proof", "certificate_id")
BATCH = 1000


@dataclass
class Changes:
    """What a run has found to write, by seat."""

    new: list[Seat] = field(default_factory=list)
    changed: list[Seat] = field(default_factory=list)
    gone: list[Seat] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def refresh_obligations(*, at: datetime) -> Changes:
    """Write what roles, requirements, completions and pauses amount to today. Safe to run again, or twice at once."""
    today = clock.local_date(at)
    with transaction.atomic():
        standing, known = _standing(today), _known()
        changes = _changes(standing, known)
        Obligation.objects.filter(pk__in=[known[seat][0] for seat in changes.gone]).delete()
        _write(changes, standing, known, today=today)
    return changes


def check_obligations(*, at: datetime) -> Changes:
    """Compare the table with what it should hold. Nothing is changed."""
    return _changes(_standing(clock.local_date(at)), _known())


def organisations_in_use() -> list[Organisation]:
    return list(Organisation.objects.filter(state=OrganisationState.ACTIVE).select_related("municipality"))


def _standing(today: date) -> dict[Seat, Standing]:
    return {_seat(one): one for one in standings_of(organisations_in_use(), on=today)}


def _seat(standing: Standing) -> Seat:
    return standing.demand.requirement_id, standing.organisation_id, standing.user_id


def _known() -> dict[Seat, tuple[Any, ...]]:
    """The rows there are: the id, then the columns."""
    rows = Obligation.objects.order_by().values_list("requirement_id", "organisation_id", "user_id", "pk", *COLUMNS)
    return {(row[0], row[1], row[2]): row[3:] for row in rows.iterator(chunk_size=10_000)}


def _changes(standing: dict[Seat, Standing], known: dict[Seat, tuple[Any, ...]]) -> Changes:
    changes = Changes(gone=[seat for seat in known if seat not in standing])
    for seat, one in standing.items():
        if seat not in known:
            changes.new.append(seat)
        elif known[seat][1:] != _columns(one):
            changes.changed.append(seat)
    return changes


def _columns(standing: Standing) -> tuple[Any, ...]:
    demand, terms = standing.demand, standing.terms
    if terms is None:
        return demand.version_id, demand.role, standing.vacant_since, None, None, None, None, "", None
    days = terms.since, terms.done_on, terms.expires_on, terms.due_on, terms.opens_on
    return demand.version_id, demand.role, *days, terms.proof, terms.certificate_id


def _write(
    changes: Changes, standing: dict[Seat, Standing], known: dict[Seat, tuple[Any, ...]], *, today: date
) -> None:
    new = (_row(seat, standing[seat], created_on=today) for seat in changes.new)
    changed = (_row(seat, standing[seat], pk=known[seat][0]) for seat in changes.changed)
    for batch in _batches(new):
        Obligation.objects.bulk_create(batch, ignore_conflicts=True)
    for batch in _batches(changed):
        Obligation.objects.bulk_update(batch, COLUMNS)


def _row(seat: Seat, standing: Standing, **more: Any) -> Obligation:
    values = dict(zip(COLUMNS, _columns(standing), strict=True))
    return Obligation(requirement_id=seat[0], organisation_id=seat[1], user_id=seat[2], **values, **more)


def _batches(rows: Iterator[Obligation]) -> Iterable[list[Obligation]]:
    batch: list[Obligation] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
