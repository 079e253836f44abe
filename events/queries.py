"""Reads about occurrences and their places that more than one place needs."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from cms.models import CatalogueTerm
from cms.places.models import County

from .domain.room import offers_kept_by_pauses
from .enums import HOLDING_STATES, PUBLIC_STATES, Mode, OccurrenceState, PlaceMode, PlaceState
from .models import Occurrence, Place, Quota, TicketCategory

# --- Occurrences -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for among occurrences; nothing said is everything. `month` is any day of it: what reaches
    into it from the month before is in it too.
    """

    kind: str = ""
    county: County | None = None
    topic: CatalogueTerm | None = None
    mode: str = ""
    month: date | None = None


def upcoming(wanted: Wanted = Wanted(), *, at: datetime) -> QuerySet[Occurrence]:
    """What visitors may come to, or hear that they cannot: not over yet, the soonest first, with series and place."""
    return _narrowed(public_occurrences().filter(ends_at__gte=at), wanted)


def held(wanted: Wanted = Wanted(), *, at: datetime) -> QuerySet[Occurrence]:
    """What is over and took place, the newest first, with series and place."""
    off = [OccurrenceState.CANCELLED, OccurrenceState.POSTPONED]
    rows = public_occurrences().filter(ends_at__lt=at).exclude(state__in=off)
    return _narrowed(rows, wanted).order_by("-starts_at", "-pk")


def _narrowed(rows: QuerySet[Occurrence], wanted: Wanted) -> QuerySet[Occurrence]:
    if wanted.kind:
        rows = rows.filter(series__kind=wanted.kind)
    if wanted.county:
        rows = rows.filter(Q(municipality__county=wanted.county) | Q(series__county=wanted.county))
    if wanted.topic:
        rows = rows.filter(topics=wanted.topic)
    if wanted.mode:
        rows = rows.filter(mode__in={wanted.mode, Mode.HYBRID})
    if wanted.month:
        begins, over = _month(wanted.month)
        rows = rows.filter(starts_at__lt=over, ends_at__gt=begins)
    return rows


def public_occurrences() -> QuerySet[Occurrence]:
    """All that visitors may know of, held ones too."""
    rows = Occurrence.objects.filter(state__in=PUBLIC_STATES, series__members_only=False)
    return rows.select_related("series", "municipality__county")


def _month(day: date) -> tuple[datetime, datetime]:
    """Its first moment, and that of the month after."""
    zone = timezone.get_default_timezone()
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    begins, over = (datetime.combine(one, time.min, tzinfo=zone) for one in (first, after))
    return begins, over


def takes_sign_ups(occurrence: Occurrence, *, at: datetime) -> bool:
    """Whether somebody can sign up at this moment, for a place or to wait for one."""
    if occurrence.state != OccurrenceState.OPEN:
        return False
    begun = occurrence.opens_at is None or occurrence.opens_at <= at
    return begun and at < min(occurrence.closes_at or occurrence.starts_at, occurrence.starts_at)


# --- Places ----------------------------------------------------------------------------------------


class Counted(NamedTuple):
    category: int
    mode: str
    state: str
    number: int


@dataclass(frozen=True)
class PlaceCounts:
    """How many places an occurrence has, by category, mode and state."""

    rows: tuple[Counted, ...] = ()

    def of(self, states: Collection[str] | None = None, *, category: int | None = None, mode: str | None = None) -> int:
        """Those in one of these states, of one category or mode where said."""
        return sum(
            row.number
            for row in self.rows
            if (states is None or row.state in states) and category in (None, row.category) and mode in (None, row.mode)
        )

    @property
    def taken(self) -> int:
        return self.of(HOLDING_STATES)

    @property
    def confirmed(self) -> int:
        return self.of({PlaceState.CONFIRMED})

    @property
    def waiting(self) -> int:
        return self.of({PlaceState.WAITING})


def place_counts(occurrence: Occurrence, *, at: datetime) -> PlaceCounts:
    """One query, however many places. What was held or offered until a moment that has passed counts as expired; one
    more while there are such offers, which a crisis pause may keep.
    """
    return counts_of([occurrence], at=at)[occurrence.pk]


def counts_of(occurrences: Iterable[Occurrence], *, at: datetime) -> dict[int, PlaceCounts]:
    """The same for several: one query for all."""
    ids = [occurrence.pk for occurrence in occurrences]
    found: defaultdict[int, list[Counted]] = defaultdict(list)
    for (occurrence_id, category, mode, state), number in _numbers(ids, at=at).items():
        found[occurrence_id].append(Counted(category, mode, state, number))
    return {pk: PlaceCounts(tuple(sorted(found[pk]))) for pk in ids}


def _numbers(occurrences: list[int], *, at: datetime) -> Counter[tuple[int, int, str, str]]:
    """Places by occurrence, category, mode and the state they are in by the clock."""
    over = Q(state__in=[PlaceState.HELD, PlaceState.OFFERED], expires_at__lte=at)
    state = Case(When(over, then=Value(PlaceState.EXPIRED)), default=F("state"), **_TEXT)
    late = Case(When(over, state=PlaceState.OFFERED, then=Value(True)), default=Value(False))
    rows = Place.objects.filter(occurrence__in=occurrences).order_by().annotate(now=state, late=late)
    grouped = rows.values_list("occurrence_id", "category_id", "mode", "now", "late").annotate(number=Count("pk"))
    numbers: Counter[tuple[int, int, str, str]] = Counter()
    any_late = False
    for occurrence, category, mode, now, is_late, number in grouped:
        numbers[occurrence, category, mode, now] += number
        any_late |= is_late
    for place in offers_kept_by_pauses(occurrences, at=at) if any_late else ():
        numbers[place.occurrence_id, place.category_id, place.mode, PlaceState.EXPIRED] -= 1
        numbers[place.occurrence_id, place.category_id, place.mode, PlaceState.OFFERED] += 1
    return numbers


_TEXT: dict[str, Any] = {"output_field": CharField()}


def free_places(occurrence: Occurrence, *, at: datetime) -> int | None:
    """How many could be booked now: none while somebody waits, None where there is no limit. Two queries."""
    return free_places_of([occurrence], at=at)[occurrence.pk]


def free_places_in(occurrence: Occurrence, categories: Iterable[TicketCategory], *, at: datetime) -> int | None:
    """`free_places` where its categories are read already: two queries."""
    visible = sorted(one.pk for one in categories if not one.hidden)
    return _total(_free(place_counts(occurrence, at=at), quotas_of([occurrence])[occurrence.pk], visible))


def free_places_of(occurrences: Collection[Occurrence], *, at: datetime) -> dict[int, int | None]:
    """The same for a whole list, in two queries. By invitation only is not free to anybody."""
    return free_places_by(counts_of(occurrences, at=at))


def free_places_by(counts: Mapping[int, PlaceCounts]) -> dict[int, int | None]:
    """The same where the places are counted already, by occurrence: one query."""
    return {pk: free.total for pk, free in _free_by(counts).items()}


class Limit(NamedTuple):
    """A quota with a size, and the categories that count in it."""

    size: int
    categories: frozenset[int]


class Free(NamedTuple):
    """`total` is None where there is no limit. `online` are those of them that are online, where room and online are
    both on offer and have no limit in common; else None.
    """

    total: int | None
    online: int | None


def free_apart_of(occurrences: Collection[Occurrence], *, at: datetime) -> dict[int, Free]:
    """What is free, in the room and online apart, in two queries."""
    return _free_by(counts_of(occurrences, at=at))


def _free_by(counts: Mapping[int, PlaceCounts]) -> dict[int, Free]:
    limits = {pk: dict[int, tuple[int, set[int]]]() for pk in counts}
    open_to_all: dict[int, list[int]] = {pk: [] for pk in counts}
    modes: dict[int, str] = {}
    for pk, occurrence_id, mode, hidden, quota, size in _on_offer(limits):
        modes[pk] = mode
        if not hidden and pk not in open_to_all[occurrence_id][-1:]:
            open_to_all[occurrence_id].append(pk)
        if quota is not None and size is not None:
            limits[occurrence_id].setdefault(quota, (size, set()))[1].add(pk)
    found = {}
    for pk, own in limits.items():
        held = [Limit(size, frozenset(categories)) for size, categories in own.values()]
        free = _free(counts[pk], held, open_to_all[pk])
        found[pk] = Free(_total(free), _online(free or {}, held, modes))
    return found


def _total(free: dict[int, int] | None) -> int | None:
    return None if free is None else sum(free.values())


def _online(free: dict[int, int], limits: list[Limit], modes: dict[int, str]) -> int | None:
    shared = any(len({modes[one] for one in limit.categories & free.keys()}) > 1 for limit in limits)
    if shared or len({modes[one] for one in free}) < 2:
        return None
    return sum(number for one, number in free.items() if modes[one] == PlaceMode.ONLINE)


def _on_offer(occurrences: Iterable[int]) -> Iterable[tuple[int, int, str, bool, int | None, int | None]]:
    """Each category with each quota it counts in, the quotas of a category one after the other."""
    rows = TicketCategory.objects.filter(occurrence__in=list(occurrences)).order_by("pk", "quotas")
    return rows.values_list("pk", "occurrence_id", "mode", "hidden", "quotas", "quotas__size")


def quotas_of(occurrences: Iterable[Occurrence]) -> dict[int, list[Limit]]:
    """The limits of each occurrence, in one query. Quotas without a size limit nothing."""
    ids = [occurrence.pk for occurrence in occurrences]
    rows = Quota.objects.filter(occurrence__in=ids, size__isnull=False).order_by("pk")
    sizes: dict[int, tuple[int, int]] = {}
    held: defaultdict[int, set[int]] = defaultdict(set)
    for pk, occurrence_id, size, category in rows.values_list("pk", "occurrence_id", "size", "categories"):
        sizes[pk] = (occurrence_id, size or 0)
        held[pk].add(category)
    found: dict[int, list[Limit]] = {pk: [] for pk in ids}
    for pk, (occurrence_id, size) in sizes.items():
        found[occurrence_id].append(Limit(size, frozenset(held[pk])))
    return found


def _free(counts: PlaceCounts, limits: list[Limit], categories: list[int]) -> dict[int, int] | None:
    """By category; None where one of them has no limit. Fill one after the other as far as its limits let it; what
    limits share is used up by the first.
    """
    if counts.waiting:
        return dict.fromkeys(categories, 0)
    left = [limit.size - sum(counts.of(HOLDING_STATES, category=one) for one in limit.categories) for limit in limits]
    free = {}
    for category in categories:
        touched = [number for number, limit in enumerate(limits) if category in limit.categories]
        if not touched:
            return None
        fits = max(0, min(left[number] for number in touched))
        free[category] = fits
        for number in touched:
            left[number] -= fits
    return free
