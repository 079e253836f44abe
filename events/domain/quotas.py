"""Limits on places of an occurrence. They are changed under their own locks."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from cms import audit
from cms.people.models import User

from ..enums import HOLDING_STATES
from ..models import Occurrence, Quota, TicketCategory
from ..queries import place_counts
from .changing import ChangedMeanwhile, after_commit
from .parts import NameTaken, OfAnotherOccurrence, living
from .waiting import promote


class SmallerThanTaken(Exception):
    """More places are taken than the quota would have; `taken` says how many."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


@transaction.atomic
def set_quota(
    *,
    occurrence: Occurrence,
    quota: Quota | None = None,
    name: str,
    size: int | None,
    categories: Collection[TicketCategory],
    by: User | None,
    at: datetime,
    seen: int | None = None,
) -> Quota:
    """Make a quota, or give one another size or other categories. `seen` is how many places were taken when the
    consequences of a smaller size were shown; more by now is ChangedMeanwhile.

    Nobody loses a place: raises SmallerThanTaken, and NameTaken, OfAnotherOccurrence, AlreadyEnded.
    """
    row = living(occurrence)
    if any(one.occurrence_id != row.pk for one in categories):
        raise OfAnotherOccurrence
    counts = place_counts(row, at=at)
    taken = sum(counts.of(HOLDING_STATES, category=one.pk) for one in categories)
    if seen is not None and taken > seen:
        raise ChangedMeanwhile(row.pk)
    if size is not None and taken > size:
        raise SmallerThanTaken(taken)
    quota = quota or Quota(occurrence=row)
    quota.name, quota.size = name.strip(), size
    try:
        with transaction.atomic():
            quota.save()
    except IntegrityError:
        raise NameTaken from None
    quota.categories.set(categories)
    audit.record(quota, action="events.set_quota", by=by, at=at, occurrence=row.pk, size=size, taken=taken)
    _fill(row, at=at)
    return quota


@transaction.atomic
def remove_quota(*, quota: Quota, by: User | None, at: datetime) -> None:
    """One limit less. Raises AlreadyEnded."""
    row = living(quota.occurrence)
    audit.record(quota, action="events.remove_quota", by=by, at=at, occurrence=row.pk)
    quota.delete()
    _fill(row, at=at)


def _fill(occurrence: Occurrence, *, at: datetime) -> None:
    """What has become free goes to who waits; pages say anew how much is left."""
    promote(occurrence=occurrence, at=at)
    after_commit([], at=at)
