"""The published programme, and what a reader looks for in it; `shown.py` says its sessions in words. A version does not
change, so what is made of one is kept in memory, under the fingerprint of its content; who takes their consent back
changes the fingerprint.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.http import QueryDict

from cms.texts import said
from events.enums import OccurrenceState
from events.models import Occurrence

from .models import ProgrammeVersion
from .queries import has_moved_since
from .snapshot import Content, moment
from .times import day_in_words

GOING_ON = frozenset({OccurrenceState.ANNOUNCED, OccurrenceState.OPEN, OccurrenceState.CLOSED})


@dataclass(frozen=True)
class Edition:
    """A published version without its content; enough to say whether something is in memory."""

    pk: int
    uid: str
    number: int
    digest: str
    published_at: datetime

    @property
    def content(self) -> Content:
        return _content(self.pk, self.digest)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.content["zone"])


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for in a programme; nothing said is everything."""

    day: date | None = None
    track: int | None = None
    room: int | None = None

    def __bool__(self) -> bool:
        return any(value is not None for value in (self.day, self.track, self.room))


EVERYTHING = Wanted()


def edition_of(occurrence: Occurrence) -> Edition | None:
    """The latest version. One query."""
    rows = ProgrammeVersion.objects.filter(occurrence=occurrence).order_by("-number")
    found = rows.values_list("pk", "number", "digest", "published_at").first()
    if found is None:
        return None
    pk, number, digest, published_at = found
    return Edition(pk, str(occurrence.uid), number, digest, published_at)


def is_left_behind(edition: Edition, occurrence: Occurrence) -> bool:
    """Whether the event has moved since, away from sessions of this version. One query, none where all lie within."""
    if occurrence.state not in GOING_ON or not any(_is_outside(one, occurrence) for one in edition.content["sessions"]):
        return False
    return has_moved_since(occurrence, edition.published_at)


def _is_outside(session: Content, occurrence: Occurrence) -> bool:
    return moment(session["starts"]) < occurrence.starts_at or moment(session["ends"]) > occurrence.ends_at


@lru_cache(maxsize=32)
def _content(pk: int, digest: str) -> Content:
    content: Content = ProgrammeVersion.objects.values_list("content", flat=True).get(pk=pk)
    return content


def wanted_from(query: QueryDict, content: Content) -> Wanted:
    """What the address asks for; what the programme does not have is not asked for."""
    days = {day.isoformat(): day for day in _days(content)}
    tracks = {str(one["id"]): one["id"] for one in content["tracks"]}
    rooms = {str(one["id"]): one["id"] for one in content["rooms"]}
    asked = {name: query.get(name, "") for name in ("day", "track", "room")}
    return Wanted(days.get(asked["day"]), tracks.get(asked["track"]), rooms.get(asked["room"]))


def choices_of(content: Content, language: str) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen among, with words; a list of one is no choice."""
    zone = ZoneInfo(content["zone"])
    firsts: dict[date, datetime] = {}
    for session in content["sessions"]:
        starts = moment(session["starts"])
        firsts.setdefault(starts.astimezone(zone).date(), starts)
    choices = {
        "day": [(day.isoformat(), day_in_words(starts, zone)) for day, starts in firsts.items()],
        "track": [(str(one["id"]), said(one["names"], language, "nb")) for one in content["tracks"]],
        "room": [(str(one["id"]), one["name"]) for one in content["rooms"]],
    }
    return {name: entries for name, entries in choices.items() if len(entries) > 1}


def _days(content: Content) -> list[date]:
    zone = ZoneInfo(content["zone"])
    return sorted({moment(one["starts"]).astimezone(zone).date() for one in content["sessions"]})
