"""Whom a change touches, counted before it is made, so that whoever makes it sees it first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.db.models.functions import Coalesce, Lower

from .domain.also_told import addresses_also_told
from .enums import HOLDING_STATES, LIVE_STATES, PlaceState
from .models import Interest, Occurrence, Place, Quota
from .queries import place_counts


@dataclass(frozen=True)
class Consequences:
    """`mails` are addresses that are written to; `calendars` people who have the day in theirs."""

    booked: int
    waiting: int
    organisations: int
    interested: int
    mails: int
    calendars: int

    @property
    def anybody(self) -> bool:
        return bool(self.booked or self.waiting or self.mails)


def consequences_of(occurrence: Occurrence) -> Consequences:
    """Of moving, postponing or calling off: three queries and those of `further_readers`, however many places."""
    live = Place.objects.filter(occurrence=occurrence, state__in=LIVE_STATES)
    named = ~Q(email="")
    counted = live.aggregate(
        booked=Count("pk", filter=Q(state__in=HOLDING_STATES)),
        waiting=Count("pk", filter=Q(state=PlaceState.WAITING)),
        organisations=Count(Coalesce("organisation", "booking__organisation"), distinct=True),
        calendars=Count(Lower("email"), filter=named, distinct=True),
    )
    interested = Interest.objects.filter(occurrence=occurrence).order_by()
    written_to = live.order_by().filter(named).values_list(Lower("email"))
    orderers = live.order_by().exclude(booking__email="").values_list(Lower("booking__email"))
    mails = written_to.union(orderers, interested.values_list(Lower("email")), *addresses_also_told(occurrence)).count()
    return Consequences(interested=interested.count(), mails=mails, **counted)


@dataclass(frozen=True)
class OfSize:
    """What another size of a quota means: how many are taken, how many would be free, who waits meanwhile."""

    taken: int
    free: int | None
    waiting: int

    @property
    def too_small_by(self) -> int:
        return max(0, -self.free) if self.free is not None else 0


def consequences_of_size(quota: Quota, size: int | None, *, at: datetime) -> OfSize:
    """Two queries."""
    counts = place_counts(quota.occurrence, at=at)
    categories = list(quota.categories.values_list("pk", flat=True))
    taken = sum(counts.of(HOLDING_STATES, category=pk) for pk in categories)
    waiting = sum(counts.of({PlaceState.WAITING}, category=pk) for pk in categories)
    return OfSize(taken, None if size is None else size - taken, waiting)
