"""Who came, and reads used more than once. Attendance is derived: the newest correction, else whether a scan let the
person in.
"""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cms.spelling import loosely
from events.enums import PlaceState
from events.models import Occurrence, Place

from .enums import Result, ScanKind
from .models import AttendanceAward, AttendanceCertificate, AttendanceCorrection, CheckIn

CAME, ABSENT = "came", "absent"


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


def holds_word(word: str) -> Q:
    """Nygård is found by nygard too."""
    like = loosely(word)
    organisation = Q(organisation__name__iregex=like) | Q(booking__organisation_name__iregex=like)
    return Q(name__iregex=like) | Q(email__iexact=word) | organisation


def attendance_list(
    occurrence: Occurrence, *, show: str = "", words: str = "", session_key: UUID | None = None
) -> QuerySet[Any]:
    """People with a place or let in without one, with `came` (to all of it, or to one session), `has_certificate` and
    why it was corrected last; by name.
    """
    rows = with_attendance(Place.objects.filter(occurrence=occurrence), session_key=session_key)
    rows = rows.filter(had_a_place() | Q(came=True) | Q(Exists(entries_of_places())))
    for word in words.split()[:5]:
        rows = rows.filter(holds_word(word))
    if show in (CAME, ABSENT):
        rows = rows.filter(came=show == CAME)
    awarded = AttendanceCertificate.objects.filter(place=OuterRef("pk"), certificate__isnull=False)
    newest = AttendanceCorrection.objects.filter(place=OuterRef("pk"), session_key=session_key).order_by("-pk")
    rows = rows.annotate(has_certificate=Exists(awarded), corrected=Subquery(newest.values("reason")[:1]))
    return rows.select_related("organisation", "booking", "category").order_by("name", "pk")


def entries_of_places() -> QuerySet[CheckIn]:
    """Whoever a door let in, rightly or not; for places in the query around it."""
    entries = CheckIn.objects.filter(kind=ScanKind.ENTRY, result=Result.OK, undone_by__isnull=True)
    return entries.filter(place=OuterRef("pk"))


def had_a_place() -> Q:
    """At its end, or until it was let go at the door because nobody had come on it."""
    let_go = Q(state=PlaceState.RELEASED, ended_at__gte=F("occurrence__starts_at"))
    return Q(state=PlaceState.CONFIRMED) | let_go


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
