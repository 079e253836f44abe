"""Packages under the locks of their occurrence: the count, the line, and who is asked next.

Every verb that takes or frees a package begins with `events.domain.room.hold`, which locks the occurrence; so no two of
them overlap, and places of its staff are booked under the same locks. There are no counters.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from cms import audit, clock
from cms.page_cache import forget_pages
from events.domain.room import Held
from events.enums import OccurrenceState
from events.models import Occurrence
from events.office_hours import hours_later

from .. import mails
from ..enums import EXHIBITOR_MOVES, HOLDING_STATES, LIVE_STATES, ExhibitorState
from ..models import Exhibitor, ExhibitorPackage

TICK = timedelta(microseconds=1)
# While one may ask for a stand, and stands that are given back are offered to others.
GOING_ON = frozenset({OccurrenceState.ANNOUNCED, OccurrenceState.OPEN, OccurrenceState.CLOSED})


class NotPossibleNow(Exception):
    """The exhibitor is no longer in a state from which this could be done: somebody was first, or a clock was."""


def is_going_on(occurrence: Occurrence, *, at: datetime) -> bool:
    return occurrence.state in GOING_ON and at < occurrence.starts_at


def free_of(package: ExhibitorPackage) -> int:
    """How many nobody holds. True only under the occurrence's locks."""
    return max(0, package.number - package.exhibitors.filter(state__in=HOLDING_STATES).count())


def line_of(package: ExhibitorPackage) -> list[Exhibitor]:
    """Who waits for it, in strict order."""
    rows = package.exhibitors.filter(state=ExhibitorState.WAITING).select_related("occurrence__series", "contact")
    return list(rows.order_by("waits_since", "pk"))


def next_in_line(package: ExhibitorPackage, *, at: datetime) -> datetime:
    """A moment after everybody who waits already, whatever clock of which machine said so."""
    last = package.exhibitors.filter(state=ExhibitorState.WAITING).aggregate(last=Max("waits_since"))["last"]
    return max(at, last + TICK) if last else at


def locked_exhibitor(exhibitor: Exhibitor) -> Exhibitor:
    """As it is now. After `hold`, so that locks stand in one order."""
    rows = Exhibitor.objects.select_for_update(of=("self",))
    return rows.select_related("occurrence__series", "package__category", "contact", "booking", "organisation").get(
        pk=exhibitor.pk
    )


def move(exhibitor: Exhibitor, state: ExhibitorState, *, at: datetime, **values: Any) -> None:
    """Along the table of states. Raises NotPossibleNow."""
    if state not in EXHIBITOR_MOVES.get(exhibitor.state, ()):
        raise NotPossibleNow(exhibitor.state)
    if state == ExhibitorState.CONFIRMED:
        values = {"confirmed_at": at, **values}
    elif state not in LIVE_STATES:
        values = {"ended_at": at, **values}
    if state != ExhibitorState.OFFERED:
        values = {"offered_at": None, "offered_until": None, **values}
    for name, value in {"state": state, **values}.items():
        setattr(exhibitor, name, value)
    exhibitor.save(update_fields=["state", *values])
    transaction.on_commit(forget_pages, robust=True)


def promote_under(held: Held, *, packages: Sequence[ExhibitorPackage] | None = None) -> list[Exhibitor]:
    """Offer what is free to who waits, in order; return whom. Nothing once the occurrence has begun or is off."""
    if not is_going_on(held.occurrence, at=held.at):
        return []
    among = held.occurrence.exhibitor_packages.order_by("pk") if packages is None else packages
    asked = [one for package in among for one in line_of(package)[: free_of(package)]]
    for exhibitor in asked:
        _offer(held, exhibitor)
    return asked


def _offer(held: Held, exhibitor: Exhibitor) -> None:
    occurrence, at = held.occurrence, held.at
    until = min(hours_later(at, occurrence.offer_hours, zone=occurrence.zone), occurrence.starts_at)
    move(exhibitor, ExhibitorState.OFFERED, at=at, offered_at=at, offered_until=until)
    audit.record(exhibitor, action="exhibitors.offer", by=None, at=at, occurrence=occurrence.pk)
    mails.exhibitor_offered(exhibitor, at=at)


def offer_deadline(exhibitor: Exhibitor, *, at: datetime) -> datetime:
    """Until when an offer waits for its answer, as known now: longer by as long as a crisis pause stood still."""
    assert exhibitor.offered_until is not None
    return clock.deadline_after_pauses(
        organisation_id=exhibitor.organisation_id,
        since=exhibitor.offered_at or exhibitor.offered_until,
        deadline=exhibitor.offered_until,
        at=at,
    )
