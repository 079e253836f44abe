"""Reads about programmes that more than one place needs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from events.enums import NoticeKind, PlaceState
from events.models import Occurrence, Place
from events.theirs import places_taken_by

from .conflicts import Conflict, Timed, conflicts_among
from .models import Session, Speaker

# Whether somebody on a place came, or None where it is not settled; the door says so (events/door).
AttendanceSource = Callable[[Place], bool | None]
# The same of everybody at once: the places whose people came.
AttendeesSource = Callable[[Occurrence], QuerySet[Place] | None]
_sources: list[tuple[AttendanceSource, AttendeesSource]] = []


def _nobody_says(occurrence: Occurrence) -> None:
    return None


def register_attendance(source: AttendanceSource, attendees: AttendeesSource = _nobody_says) -> None:
    if (source, attendees) not in _sources:
        _sources.append((source, attendees))


def attendees_of(occurrence: Occurrence) -> QuerySet[Place] | None:
    """Who came, once it is settled; None before."""
    answers = (found for _source, attendees in _sources if (found := attendees(occurrence)) is not None)
    return next(answers, None)


def attended(user: Any, occurrence: Occurrence) -> bool:
    """Whether somebody came: what the door has settled, else whether they have a confirmed place."""
    if not user.is_authenticated:
        return False
    return any(came_on(place) for place in places_taken_by(user).filter(occurrence=occurrence).order_by("pk"))


def came_on(place: Place) -> bool:
    """The same of one place, for those who come by its link."""
    answers = (said for source, _attendees in _sources if (said := source(place)) is not None)
    return next(answers, place.state == PlaceState.CONFIRMED)


def sessions_of(occurrence: Occurrence) -> QuerySet[Session]:
    """With room, track and who speaks, in order. Three queries."""
    rows = Session.objects.filter(occurrence=occurrence).select_related("room", "track")
    return rows.prefetch_related("parts__speaker").order_by("starts_at", "room__position", "pk")


def conflicts_of(occurrence: Occurrence, sessions: list[Session]) -> list[Conflict]:
    """No query, for sessions loaded by `sessions_of`."""
    timed = [
        Timed(
            one.pk,
            one.starts_at,
            one.ends_at,
            one.room_id,
            frozenset(part.speaker_id for part in one.parts.all()),
        )
        for one in sessions
    ]
    return conflicts_among(timed, starts_at=occurrence.starts_at, ends_at=occurrence.ends_at)


def outside_its_time(occurrence: Occurrence) -> QuerySet[Session]:
    return Session.objects.filter(occurrence=occurrence).filter(
        Q(starts_at__lt=occurrence.starts_at) | Q(ends_at__gt=occurrence.ends_at)
    )


def has_moved_since(occurrence: Occurrence, moment: datetime) -> bool:
    """Or in that moment: a version that went along with the event has its days, not always its hours."""
    moves = occurrence.notices.filter(kind__in=[NoticeKind.MOVED, NoticeKind.NEW_DAY])
    return moves.filter(made_at__gte=moment).exists()


def speakers_in(occurrence: Occurrence) -> QuerySet[Speaker]:
    """Those who speak in some session."""
    return Speaker.objects.filter(occurrence=occurrence, parts__isnull=False).distinct()
