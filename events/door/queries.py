"""Reads used more than once. Attendance is derived: the newest correction, else whether a scan let the person in."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from events.enums import OccurrenceState, PlaceMode, PlaceState
from events.models import Occurrence, Place

from .codes import spellings
from .enums import Result, ScanKind
from .models import AttendanceCorrection, CheckIn

# A door is open for those who see nothing else from the day before until the day after.
AROUND = timedelta(days=1)
AT_THE_DOOR = frozenset({OccurrenceState.OPEN, OccurrenceState.CLOSED, OccurrenceState.DONE})
FOUND = 20


# --- Which doors -----------------------------------------------------------------------------------------


def doors_around(at: datetime) -> QuerySet[Occurrence]:
    """Occurrences people come to about now."""
    rows = Occurrence.objects.filter(state__in=AT_THE_DOOR, starts_at__lte=at + AROUND, ends_at__gte=at - AROUND)
    return rows.select_related("series").order_by("starts_at", "pk")


# --- Who came --------------------------------------------------------------------------------------------


def counted_entries() -> QuerySet[CheckIn]:
    """Scans that show somebody was there: let in, not undone, and by whoever knew what they did. A door without a
    connection that let in a place which did not hold is a conflict for people to judge."""
    sure = Q(conflict__in=["", Result.ALREADY]) | Q(forced=True)
    return CheckIn.objects.filter(
        sure, kind=ScanKind.ENTRY, result=Result.OK, place__isnull=False, undone_by__isnull=True
    )


def with_attendance(places: QuerySet[Place], *, session_key: UUID | None = None) -> QuerySet[Any]:
    """Annotate places with `came`: to the occurrence (any of its sessions), or to one session."""
    entries = counted_entries().filter(place=OuterRef("pk"))
    corrections = AttendanceCorrection.objects.filter(place=OuterRef("pk"), session_key=session_key)
    if session_key:
        entries = entries.filter(session_key=session_key)
    newest = Subquery(corrections.order_by("-pk").values("came")[:1])
    return places.annotate(came=Coalesce(newest, Exists(entries)))


def who_came(occurrence: Occurrence, *, session_key: UUID | None = None) -> QuerySet[Any]:
    """Places whose people came: for surveys, mail, materials and certificates."""
    return with_attendance(Place.objects.filter(occurrence=occurrence), session_key=session_key).filter(came=True)


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


# --- At the door -----------------------------------------------------------------------------------------


def places_found(occurrence: Occurrence, words: str) -> list[Any]:
    """Places by name, organisation or code, with whether their people came. One query, twenty at most."""
    # SQLite knows upper and lower case of plain letters only: ås is looked for as Ås too.
    named = Q()
    for word in words.split()[:5]:
        named &= _holds(word) | _holds(word.capitalize())
    found = Q(code__in=spellings(words)) | named if words.strip() else Q(pk__in=[])
    rows = Place.objects.filter(found, occurrence=occurrence).select_related("organisation", "booking", "category")
    rows = with_attendance(rows).exclude(state__in=[PlaceState.EXPIRED, PlaceState.DECLINED, PlaceState.LAPSED])
    return list(rows.order_by("name", "pk")[:FOUND])


def _holds(word: str) -> Q:
    organisation = Q(organisation__name__icontains=word) | Q(booking__organisation_name__icontains=word)
    return Q(name__icontains=word) | Q(email__iexact=word) | organisation


def newest_scans(occurrence: Occurrence, *, most: int = 8) -> list[CheckIn]:
    """What the doors did last."""
    rows = CheckIn.objects.filter(occurrence=occurrence).exclude(kind=ScanKind.UNDO)
    rows = rows.select_related("place", "undone_by", "occurrence__series").order_by("-received_at", "-pk")
    return list(rows[:most])


def conflicts_of(occurrence: Occurrence) -> QuerySet[CheckIn]:
    """Where a door without a connection decided what others knew better."""
    rows = CheckIn.objects.filter(occurrence=occurrence, forced=False).exclude(conflict="")
    return rows.select_related("place", "by").order_by("-scanned_at", "-pk")
