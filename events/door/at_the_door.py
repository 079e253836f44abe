"""What a door looks up: which doors there are, whom it lets in, what it did last, and where doors do not agree."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When

from events.enums import OccurrenceState, PlaceMode, PlaceState
from events.models import Occurrence, Place

from .codes import spellings
from .enums import Result, ScanKind
from .models import CheckIn
from .queries import counted_entries, holds_word, with_attendance

# A door is open for those who see nothing else from the day before until the day after.
AROUND = timedelta(days=1)
AT_THE_DOOR = frozenset({OccurrenceState.OPEN, OccurrenceState.CLOSED, OccurrenceState.DONE})
FOUND = 20


def doors_around(at: datetime) -> QuerySet[Occurrence]:
    """Occurrences people come to about now."""
    rows = Occurrence.objects.filter(state__in=AT_THE_DOOR, starts_at__lte=at + AROUND, ends_at__gte=at - AROUND)
    return rows.select_related("series").order_by("starts_at", "pk")


class DoorCounts(NamedTuple):
    """People expected in the room and online, and let in."""

    expected: int
    online: int
    came: int


def door_counts(occurrence: Occurrence, *, session_key: UUID | None = None) -> DoorCounts:
    """Two queries, at any size."""
    confirmed = Place.objects.filter(occurrence=occurrence, state=PlaceState.CONFIRMED).aggregate(
        expected=Count("pk"), online=Count("pk", filter=Q(mode=PlaceMode.ONLINE))
    )
    entries = counted_entries().filter(occurrence=occurrence)
    if session_key:
        entries = entries.filter(session_key=session_key)
    came = entries.order_by().aggregate(people=Count("place", distinct=True))["people"]
    return DoorCounts(came=came, **confirmed)


def places_found(occurrence: Occurrence, words: str, *, session_key: UUID | None = None) -> list[Any]:
    """Places by name, organisation or code, with whether their people came, and the `entry` of who is in now.

    One query, twenty at most.
    """
    named = Q()
    for word in words.split()[:5]:
        named &= holds_word(word)
    found = Q(code__in=spellings(words)) | named if words.strip() else Q(pk__in=[])
    rows = Place.objects.filter(found, occurrence=occurrence).select_related("organisation", "booking", "category")
    rows = rows.exclude(state__in=[PlaceState.EXPIRED, PlaceState.DECLINED, PlaceState.LAPSED])
    rows = with_entry(with_attendance(rows), session_key=session_key)
    return list(rows.order_by("name", "pk")[:FOUND])


def with_entry(places: QuerySet[Any], *, session_key: UUID | None) -> QuerySet[Any]:
    """Annotate places with `entry`: the id of the scan by which somebody is in, None for who is not."""
    last = passages(session_key).filter(place=OuterRef("pk"))
    entry = Case(When(kind=ScanKind.ENTRY, then=F("pk")))
    return places.annotate(entry=Subquery(last.annotate(entry=entry).values("entry")[:1]))


def passages(session_key: UUID | None) -> QuerySet[CheckIn]:
    """Who came in or went out, the newest first; undone ones are left out."""
    rows = CheckIn.objects.filter(session_key=session_key, result=Result.OK, undone_by__isnull=True)
    return rows.filter(kind__in=[ScanKind.ENTRY, ScanKind.EXIT]).order_by("-scanned_at", "-pk")


def newest_scans(occurrence: Occurrence, *, most: int = 8) -> list[CheckIn]:
    """What the doors did last."""
    rows = CheckIn.objects.filter(occurrence=occurrence).exclude(kind=ScanKind.UNDO)
    rows = rows.select_related("place", "undone_by", "occurrence__series").order_by("-received_at", "-pk")
    return list(rows[:most])


def entries_among(scans: Iterable[CheckIn]) -> set[int]:
    """Ids of those by which somebody is in now, and not by a later one. One query."""
    places = [row.place_id for row in scans]
    rows: Any = CheckIn.objects.filter(place__in=places, result=Result.OK, undone_by__isnull=True)
    rows = rows.filter(kind__in=[ScanKind.ENTRY, ScanKind.EXIT]).order_by("scanned_at", "pk")
    last = {(place, key): (pk, kind) for place, key, pk, kind in rows.values_list("place", "session_key", "pk", "kind")}
    return {pk for pk, kind in last.values() if kind == ScanKind.ENTRY}


def conflicts_of(occurrence: Occurrence) -> QuerySet[CheckIn]:
    """Where a door without a connection decided what others knew better."""
    rows = CheckIn.objects.filter(occurrence=occurrence, forced=False).exclude(conflict="")
    return rows.select_related("place", "by").order_by("-scanned_at", "-pk")
