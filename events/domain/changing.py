"""What every change of an occurrence shares: its locks, the table of states, and the number calendars go by."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from cms import audit
from cms.page_cache import forget_pages
from cms.people.models import User

from ..enums import OCCURRENCE_MOVES, OccurrenceState
from ..models import Occurrence, Quota
from ..signals import occurrence_changed
from .terms import AlreadyEnded

# What other people's calendars hold of it: a change of these, or of what its state means there, raises the sequence.
IN_CALENDARS = ("titles", "starts_at", "ends_at", "timezone", "mode", "venue", "address", "municipality_id")
# Whether one can still sign up is nothing to who has a place: in their calendars all of these are one.
ONE_IN_CALENDARS = frozenset({OccurrenceState.OPEN, OccurrenceState.CLOSED, OccurrenceState.DONE})


class MoveNotAllowed(Exception):
    """From its state, an occurrence cannot come into this one."""

    def __init__(self, state: str, wanted: str) -> None:
        super().__init__(f"{state} → {wanted}")
        self.state, self.wanted = state, wanted


class ChangedMeanwhile(Exception):
    """It is no longer as it was when its consequences were shown."""


def version_of(occurrence: Occurrence) -> str:
    """What a page was shown for, to be handed to the verb: a change in another tab makes it another one."""
    return f"{occurrence.state}.{occurrence.sequence}.{occurrence.changed_at.timestamp():.6f}"


def locked(occurrence: Occurrence, *, seen: str = "") -> Occurrence:
    """Lock the quotas in order of their ids, then the occurrence: sign-ups under way are written before, or see what
    has changed. Raises ChangedMeanwhile where `seen` says that somebody looked at another version.
    """
    list(Quota.objects.select_for_update().filter(occurrence=occurrence.pk).order_by("pk").values_list("pk"))
    row = Occurrence.objects.select_for_update(of=("self",), no_key=True).select_related("series").get(pk=occurrence.pk)
    if seen and seen != version_of(row):
        raise ChangedMeanwhile(row.pk)
    return row


def must_live(occurrence: Occurrence) -> None:
    """Raises AlreadyEnded."""
    if occurrence.state in {OccurrenceState.DONE, OccurrenceState.CANCELLED}:
        raise AlreadyEnded(occurrence.pk)


def shown_in_calendars(occurrence: Occurrence) -> tuple[Any, ...]:
    state = "takes place" if occurrence.state in ONE_IN_CALENDARS else occurrence.state
    return state, *(getattr(occurrence, name) for name in IN_CALENDARS)


def step(occurrence: Occurrence, state: OccurrenceState) -> None:
    """Bring it along the table of states. Raises MoveNotAllowed."""
    if state not in OCCURRENCE_MOVES[occurrence.state]:
        raise MoveNotAllowed(occurrence.state, state)
    occurrence.state = state


def write(
    occurrence: Occurrence, before: tuple[Any, ...], *, action: str, by: User | None, at: datetime, **data: Any
) -> Occurrence:
    """Save a locked occurrence with its line in the log. What calendars hold has changed: the sequence rises in the
    same statement, and that it changed is announced after commit.
    """
    changed = shown_in_calendars(occurrence) != before
    occurrence.sequence += changed
    occurrence.changed_at = at
    occurrence.save()
    audit.record(occurrence, action=action, by=by, at=at, sequence=occurrence.sequence, **data)
    after_commit([occurrence] if changed else [], at=at)
    return occurrence


def after_commit(changed: Iterable[Occurrence], *, at: datetime) -> None:
    """Pages are made anew, and who keeps calendars hears of each that changed there."""
    occurrences = list(changed)

    def announce() -> None:
        forget_pages()
        for occurrence in occurrences:
            occurrence_changed.send_robust(Occurrence, occurrence=occurrence, at=at)

    transaction.on_commit(announce, robust=True)
