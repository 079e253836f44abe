"""Reads used more than once. Attendance is derived: the newest correction, else whether a scan let the person in."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Lower, NullIf
from django.utils.translation import gettext_lazy as _

from cms.people.enums import OrganisationKind
from cms.spelling import loosely
from events.enums import OccurrenceState, PlaceMode, PlaceState
from events.models import Occurrence, Place, Series

from .codes import spellings
from .enums import Result, ScanKind
from .models import AttendanceAward, AttendanceCertificate, AttendanceCorrection, CheckIn

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


def places_found(occurrence: Occurrence, words: str, *, session_key: UUID | None = None) -> list[Any]:
    """Places by name, organisation or code, with whether their people came, and the `entry` of who is in now.

    One query, twenty at most.
    """
    named = Q()
    for word in words.split()[:5]:
        named &= _holds(word)
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


def _holds(word: str) -> Q:
    """Nygård is found by nygard too."""
    like = loosely(word)
    organisation = Q(organisation__name__iregex=like) | Q(booking__organisation_name__iregex=like)
    return Q(name__iregex=like) | Q(email__iexact=word) | organisation


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


# --- Afterwards ------------------------------------------------------------------------------------------

CAME, ABSENT = "came", "absent"


def attendance_list(occurrence: Occurrence, *, show: str = "", words: str = "") -> QuerySet[Any]:
    """People with a place, with `came`, `has_certificate` and why it was corrected last; by name."""
    rows = with_attendance(Place.objects.filter(occurrence=occurrence))
    rows = rows.filter(had_a_place() | Q(came=True))
    for word in words.split()[:5]:
        rows = rows.filter(_holds(word))
    if show in (CAME, ABSENT):
        rows = rows.filter(came=show == CAME)
    awarded = AttendanceCertificate.objects.filter(place=OuterRef("pk"), certificate__isnull=False)
    newest = AttendanceCorrection.objects.filter(place=OuterRef("pk"), session_key=None).order_by("-pk")
    rows = rows.annotate(has_certificate=Exists(awarded), corrected=Subquery(newest.values("reason")[:1]))
    return rows.select_related("organisation", "booking", "category").order_by("name", "pk")


def had_a_place() -> Q:
    """At its end, or until it was let go at the door because nobody had come on it."""
    let_go = Q(state=PlaceState.RELEASED, ended_at__gte=F("occurrence__starts_at"))
    return Q(state=PlaceState.CONFIRMED) | let_go


class Turnout(NamedTuple):
    """Of one occurrence that is over: people who had a place at its end, and of them who came."""

    occurrence: Occurrence
    confirmed: int
    came: int

    @property
    def absent(self) -> int:
        return self.confirmed - self.came

    @property
    def absent_percent(self) -> int:
        return round(100 * self.absent / self.confirmed) if self.confirmed else 0


def turnouts(series: Series, *, before: datetime, most: int = 12) -> list[Turnout]:
    """How many stayed away from each settled occurrence of a series, the newest first. Two queries."""
    held = Occurrence.objects.filter(series=series, settlement__isnull=False, ends_at__lte=before)
    return turnouts_of(list(held.select_related("series").order_by("-starts_at", "-pk")[:most]))


def turnouts_of(occurrences: Collection[Occurrence]) -> list[Turnout]:
    """The same of these settled ones, in their order. One query."""
    places = with_attendance(Place.objects.filter(had_a_place(), occurrence__in=occurrences))
    counted = (
        places.order_by()
        .values_list("occurrence_id")
        .annotate(confirmed=Count("pk"), there=Count("pk", filter=Q(came=True)))
    )
    numbers = {pk: (confirmed, there) for pk, confirmed, there in counted}
    return [Turnout(one, *numbers.get(one.pk, (0, 0))) for one in occurrences]


def no_show_percent(series: Series, *, before: datetime) -> int | None:
    """Of all who had a place at a settled occurrence of the series, how many stayed away; None where there is none."""
    held = turnouts(series, before=before, most=1000)
    confirmed, came = sum(one.confirmed for one in held), sum(one.came for one in held)
    return round(100 * (confirmed - came) / confirmed) if confirmed else None


class Participation(NamedTuple):
    """Of one kind of organisation (empty: none known): times somebody took part, and how many people they were."""

    kind: str
    participations: int
    people: int

    @property
    def label(self) -> Any:
        return OrganisationKind(self.kind).label if self.kind else _("Not known")


def participations(occurrences: QuerySet[Occurrence]) -> list[Participation]:
    """Distinct people and participations by kind of organisation, for all who came. One query.

    People are told apart by account, else by address, else each place is somebody.
    """
    kind = Coalesce("organisation__kind", "booking__organisation__kind", Value(""))
    person = Coalesce(
        Cast("user_id", CharField()), NullIf(Lower("email"), Value("")), Concat(Value("#"), Cast("pk", CharField()))
    )
    came = with_attendance(Place.objects.filter(occurrence__in=occurrences.order_by().values("pk"))).filter(came=True)
    rows = came.annotate(of_kind=kind, person=person).order_by().values_list("of_kind")
    rows = rows.annotate(times=Count("pk"), distinct=Count("person", distinct=True))
    return sorted((Participation(*row) for row in rows), key=lambda one: (-one.participations, one.kind))


class AwardProgress(NamedTuple):
    """How many people, passed by, awarded."""

    total: int
    refused: int
    awarded: int

    @property
    def people(self) -> int:
        return self.total - self.refused


def award_progress(award: AttendanceAward) -> AwardProgress:
    """One query."""
    return AwardProgress(
        **award.lines.aggregate(
            total=Count("pk"), refused=Count("pk", filter=~Q(problem="")), awarded=Count("certificate")
        )
    )
