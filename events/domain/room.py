"""Room for places: the locks under which it is counted, and the count.

Every verb that takes or frees a place begins with `hold`. It locks the quotas of the occurrence in id order, then the
occurrence, so no two such verbs of one occurrence overlap and none waits for another in a circle. Rows are counted
afterwards, which under READ COMMITTED sees what the one before has written; a snapshot (REPEATABLE READ) would not.
There are no counters.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, Count, Q, Value, When

from cms import clock

from ..enums import HOLDING_STATES, PlaceState
from ..models import Occurrence, Place, Quota

# States whose places hold only until a moment.
UNTIL = frozenset({PlaceState.HELD, PlaceState.OFFERED})
# Places by ticket category.
Demand = Mapping[int, int]


@dataclass
class Room:
    """How much each quota holds and may hold; plain numbers. A quota is `closed` to all who come after the one before
    whom it is kept.
    """

    sizes: dict[int, int | None]
    # Which quotas a category needs room in.
    touches: dict[int, tuple[int, ...]]
    used: Counter[int] = field(default_factory=Counter)
    # Whether anybody waits.
    waits: bool = False
    closed: set[int] = field(default_factory=set)

    def free(self, quota: int) -> int | None:
        """Never below zero; None where there is no limit."""
        size = self.sizes[quota]
        return None if size is None else max(0, size - self.used[quota])

    def never_fits(self, demand: Demand) -> bool:
        """Whether it is more than a quota has, taken or not."""
        needs = self.needs(demand).items()
        return any(size is not None and need > size for quota, need in needs for size in [self.sizes[quota]])

    def blocking(self, demand: Demand) -> set[int]:
        """The quotas that have no room for all of it, or are kept for somebody before."""
        return self.lacking(self.needs(demand))

    def lacking(self, needs: Mapping[int, int]) -> set[int]:
        """The same for places by quota."""
        return {quota for quota, need in needs.items() if quota in self.closed or self._lacks(quota, need)}

    def fits(self, demand: Demand) -> bool:
        return not self.blocking(demand)

    def take(self, demand: Demand) -> None:
        self.used.update(self.needs(demand))

    def give_back(self, demand: Demand) -> None:
        self.used.subtract(self.needs(demand))

    def needs(self, demand: Demand) -> Counter[int]:
        """Places by quota."""
        needed: Counter[int] = Counter()
        for category, number in demand.items():
            for quota in self.touches.get(category, ()):
                needed[quota] += number
        return needed

    def least_free(self, categories: Iterable[int]) -> int | None:
        """How many places these categories have left where they have fewest; None without any limit."""
        quotas = {quota for category in categories for quota in self.touches.get(category, ())}
        limited = [free for free in map(self.free, quotas) if free is not None]
        return min(limited, default=None)

    def _lacks(self, quota: int, need: int) -> bool:
        free = self.free(quota)
        return free is not None and need > free


@dataclass
class Held:
    """An occurrence under our locks, and the room it has at a moment."""

    occurrence: Occurrence
    room: Room
    at: datetime

    def recount(self) -> None:
        """After writing: what is used now."""
        self.room.used, self.room.waits = used_places(self.occurrence, self.room.touches, at=self.at)
        self.room.closed = set()


def hold(occurrence_id: int, *, at: datetime) -> Held:
    """Lock the quotas of an occurrence in id order, then the occurrence, until the transaction ends, and count.

    Must be called inside a transaction, before any other lock. The occurrence is locked without its key, so that rows
    which only point at it go on being written.
    """
    list(Quota.objects.select_for_update().filter(occurrence=occurrence_id).order_by("pk").values_list("pk"))
    rows = Occurrence.objects.select_for_update(of=("self",), no_key=True).select_related("series")
    occurrence = rows.get(pk=occurrence_id)
    return Held(occurrence, room_of(occurrence, at=at), at)


def room_of(occurrence: Occurrence, *, at: datetime) -> Room:
    """The room without any lock: for showing, and true only for this moment. Quotas without a category limit nothing.

    Their sizes are read here and not with their locks: a quota that was made meanwhile counts too.
    """
    links = Quota.categories.through.objects.filter(quota__occurrence=occurrence).order_by("quota_id")
    sizes: dict[int, int | None] = {}
    touches: dict[int, tuple[int, ...]] = {}
    for category, quota, size in links.values_list("ticketcategory_id", "quota_id", "quota__size"):
        sizes[quota] = size
        touches[category] = (*touches.get(category, ()), quota)
    return Room(sizes, touches, *used_places(occurrence, touches, at=at))


def used_places(
    occurrence: Occurrence, touches: Mapping[int, tuple[int, ...]], *, at: datetime
) -> tuple[Counter[int], bool]:
    """Rows that hold a place at this moment, by quota, and whether anybody waits: one query, and one more while offers
    have run out by the clock.

    Whether those still hold is for the crisis pause to say.
    """
    used: Counter[int] = Counter()
    late = Case(When(state__in=UNTIL, expires_at__lte=at, then=Value(True)), default=Value(False))
    rows = Place.objects.filter(occurrence=occurrence, state__in=HOLDING_STATES | {PlaceState.WAITING}).order_by()
    known = list(rows.values_list("category_id", "state", late).annotate(number=Count("pk")))
    counted = [row for row in known if row[1] != PlaceState.WAITING]
    by_category = Counter({category: 0 for category, *_ in counted})
    for category, _state, is_late, number in counted:
        by_category[category] += 0 if is_late else number
    if any(is_late and state == PlaceState.OFFERED for _category, state, is_late, _number in counted):
        by_category.update(place.category_id for place in offers_kept_by_pauses([occurrence.pk], at=at))
    for category, number in by_category.items():
        for quota in touches.get(category, ()):
            used[quota] += number
    return used, len(known) > len(counted)


def offers_kept_by_pauses(occurrences: Iterable[int], *, at: datetime) -> list[Place]:
    """Offers that would have run out, had timers not stood still for the organisation."""
    rows = Place.objects.filter(occurrence__in=list(occurrences), state=PlaceState.OFFERED, expires_at__lte=at)
    return [place for place in rows.select_related("booking", "occurrence") if offer_deadline(place, at=at) > at]


def offer_deadline(place: Place, *, at: datetime) -> datetime:
    """Until when an offered place waits for its answer, as known now: never beyond the start. Its booking and
    occurrence must be loaded.
    """
    assert place.expires_at is not None
    deadline = clock.deadline_after_pauses(
        organisation_id=place.booking.organisation_id,
        since=place.offered_at or place.expires_at,
        deadline=place.expires_at,
        at=at,
    )
    return min(deadline, place.occurrence.starts_at)


def holding(at: datetime) -> Q:
    """Places that hold room at a moment, pauses aside."""
    return Q(state__in=HOLDING_STATES - UNTIL) | Q(state__in=UNTIL, expires_at__gt=at)
