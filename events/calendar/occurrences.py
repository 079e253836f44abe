"""Occurrences as entries: for everybody, for their members, and for whoever has a place."""

from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, Max, QuerySet, Sum, Value
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms import clock
from cms.addresses import site_url
from cms.people.models import User

from ..addresses import occurrence_url
from ..domain.room import UNTIL
from ..enums import LIVE_STATES, OccurrenceState, PlaceMode, PlaceState, SeriesKind
from ..members import series_of_member
from ..models import Occurrence, Place
from ..queries import public_occurrences
from ..theirs import places_taken_by
from ..words import place_in_words
from .entries import CalendarEntry
from .enums import Status
from .names import uid_of
from .sources import MOST, Asked, PersonalSource, PublicSource, Window

# They do not take place then; a calendar keeps the day free no longer.
OFF = (OccurrenceState.CANCELLED, OccurrenceState.POSTPONED)
# Read by people and found by programs: these stand here, not in the catalogues.
PREFIXES = {
    OccurrenceState.CANCELLED: {"nb": "AVLYST", "nn": "AVLYST", "sv": "INSTÄLLT", "en": "CANCELLED"},
    OccurrenceState.POSTPONED: {"nb": "UTSATT", "nn": "UTSETT", "sv": "UPPSKJUTET", "en": "POSTPONED"},
}
STATUSES = {
    OccurrenceState.ANNOUNCED: Status.TENTATIVE,
    OccurrenceState.POSTPONED: Status.CANCELLED,
    OccurrenceState.CANCELLED: Status.CANCELLED,
}


# --- For everybody ---------------------------------------------------------------------------------


def stamp(asked: Asked, window: Window) -> Hashable:
    """Whatever is changed has a later moment, a higher sequence, or is one more or fewer. One query."""
    sql, values = _figures(asked, clock.local_date(window.at))
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


@lru_cache(maxsize=512)
def _figures(asked: Asked, day: date) -> tuple[str, tuple[Any, ...]]:
    """The question as it is put to the database all day: to write it takes longer than to answer it."""
    noon = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
    rows = _asked(asked, Window(noon)).order_by().annotate(all=Value(1)).values("all")
    figures = rows.annotate(Count("pk"), Sum("pk"), Sum("sequence"), Max("changed_at"))
    sql, values = figures.query.sql_with_params()
    return sql, tuple(values)


def entries(asked: Asked, language: str, window: Window) -> list[CalendarEntry]:
    with translation.override(language):
        return [entry_of(occurrence, language) for occurrence in _asked(asked, window)[:MOST]]


def _asked(asked: Asked, window: Window) -> QuerySet[Occurrence]:
    rows = in_window(public_occurrences(), window)
    if asked.kind:
        rows = rows.filter(series__kind=asked.kind)
    if asked.series:
        rows = rows.filter(series__key=asked.series)
    return rows.order_by("starts_at", "uid")


def in_window(rows: QuerySet[Occurrence], window: Window) -> QuerySet[Occurrence]:
    return rows.filter(ends_at__gte=window.since).exclude(state__in=OFF, ends_at__lt=window.cancelled_since)


def entry_of(occurrence: Occurrence, language: str) -> CalendarEntry:
    """An occurrence with its series loaded; call it in the language."""
    state = OccurrenceState(occurrence.state)
    title = occurrence.title_in(language)
    return CalendarEntry(
        uid=uid_of(occurrence.uid),
        sequence=occurrence.sequence,
        created_at=occurrence.created_at,
        changed_at=occurrence.changed_at,
        starts=occurrence.starts_at,
        ends=occurrence.ends_at,
        title=f"{PREFIXES[state][language]}: {title}" if state in PREFIXES else title,
        url=occurrence_url(occurrence),
        text=_state_in_words(state),
        location=place_in_words(occurrence),
        status=STATUSES.get(state, Status.CONFIRMED),
        category=str(SeriesKind(occurrence.series.kind).label),
    )


def _state_in_words(state: OccurrenceState) -> str:
    if state == OccurrenceState.ANNOUNCED:
        return _("Save the date. Sign-up is not open yet.")
    if state == OccurrenceState.CANCELLED:
        return _("It is called off.")
    if state == OccurrenceState.POSTPONED:
        return _("It is postponed; the new day is not known yet.")
    return ""


PUBLIC = PublicSource(kinds={kind.value: kind.label for kind in SeriesKind}, stamp=stamp, entries=entries)


# --- For one person --------------------------------------------------------------------------------


def _places_of(user: User, window: Window) -> QuerySet[Place]:
    """What a person has a place at, hopes for one, or waits for one."""
    shown = in_window(Occurrence.objects.exclude(state=OccurrenceState.DRAFT), window)
    rows = places_taken_by(user).filter(state__in=LIVE_STATES, occurrence__in=shown)
    return (
        rows.exclude(state__in=UNTIL, expires_at__lte=window.at)
        .select_related("occurrence__series", "occurrence__municipality")
        .order_by("pk")
    )


def _entries_of_places(rows: Iterable[Place], language: str, _window: Window) -> list[CalendarEntry]:
    """One for each occurrence: of several places, the one that is certain."""
    best = {place.occurrence_id: place for place in sorted(rows, key=_confirmed_last)}
    with translation.override(language):
        return [entry_of_place(place, language, signed_in=True) for place in best.values()]


def _confirmed_last(place: Place) -> tuple[bool, int]:
    return place.state == PlaceState.CONFIRMED, place.pk


def entry_of_place(place: Place, language: str, *, signed_in: bool = False) -> CalendarEntry:
    """The same entry as everybody's, and what is the person's own about it. The place's code stands nowhere. The way in
    of who signs in asks who they are, also where they booked as a guest.
    """
    entry = entry_of(place.occurrence, language)
    moved = (place.confirmed_at, place.waits_since, place.offered_at, place.booked_at)
    entry = replace(entry, changed_at=max(entry.changed_at, *(moment for moment in moved if moment)))
    if entry.is_cancelled:
        return entry
    if place.state != PlaceState.CONFIRMED:
        return replace(entry, status=Status.TENTATIVE, text=_hope_in_words(place))
    if place.mode != PlaceMode.ONLINE:
        return replace(entry, text=_("You have a place."))
    if place.user_id is None and not signed_in:
        text = _("You take part online. The way in stands in our mail to you.")
        return replace(entry, text=text, location=str(PlaceMode.ONLINE.label))
    join = join_url(place.occurrence)
    text = _("You take part online. The page opens shortly before it starts: %(url)s") % {"url": join}
    return replace(entry, text=text, location=str(PlaceMode.ONLINE.label), join_url=join)


def _hope_in_words(place: Place) -> str:
    if place.state == PlaceState.WAITING:
        return _("You are on the waiting list. You do not have a place yet.")
    if place.state == PlaceState.OFFERED:
        return _("You are offered a place. Answer before the offer runs out.")
    return _("Your place is not confirmed yet.")


def _meetings_of_member(user: User, window: Window) -> QuerySet[Occurrence]:
    """Meetings of the networks a person is in, whether they have a place or not."""
    rows = in_window(Occurrence.objects.filter(series__in=series_of_member(user)), window)
    rows = rows.exclude(state=OccurrenceState.DRAFT).select_related("series", "municipality")
    return rows.order_by("starts_at", "uid")[:MOST]


def _entries_of_meetings(rows: Iterable[Occurrence], language: str, _window: Window) -> list[CalendarEntry]:
    with translation.override(language):
        return [entry_of(occurrence, language) for occurrence in rows]


def join_url(occurrence: Occurrence) -> str:
    """The page that lets participants in; it asks who comes."""
    return site_url(reverse("join_meeting", args=[occurrence.uid]))


PLACES = PersonalSource(_places_of, _entries_of_places)
MEETINGS = PersonalSource(_meetings_of_member, _entries_of_meetings)
