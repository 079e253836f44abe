"""The published programme as readers meet it. A version does not change, so what is made of one is kept in memory,
under the fingerprint of its content; who takes their consent back changes the fingerprint.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from cms.texts import foreign_to, said
from events.enums import Mode, OccurrenceState
from events.models import Occurrence

from .enums import PAUSES, SessionKind, SpeakerRole
from .models import ProgrammeVersion
from .queries import has_moved_since
from .snapshot import Content, moment
from .times import day_in_words, times_in_words

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


@lru_cache(maxsize=256)
def days_html(edition: Edition, wanted: Wanted, language: str, level: int = 2) -> SafeString:
    """The days with their sessions, in the language that is active, which is `language`; `level` of their headings."""
    days = days_of(edition, wanted, language)
    context = {"days": days, "uid": edition.uid, "day_level": level, "session_level": level + 1}
    return SafeString(render_to_string("programme/partials/days.html", context))


@dataclass(frozen=True)
class Shown:
    """A session in words."""

    key: str
    starts: datetime
    ends: datetime
    day: date
    day_words: str
    times: str
    title: str
    # Of title and text, where they are not in the language that is read.
    title_lang: str
    text: str
    text_lang: str
    kind: str
    kind_words: str
    room: str
    room_id: int | None
    track: str
    track_id: int | None
    mode: str
    speakers: tuple[dict[str, str], ...]
    is_pause: bool


def days_of(edition: Edition, wanted: Wanted, language: str) -> list[dict[str, Any]]:
    """Days, each with the times at which something begins, each with what begins then."""
    days: dict[date, dict[str, Any]] = {}
    for session in shown_in(edition, language):
        if not _fits(session, wanted):
            continue
        new = {"id": session.day.isoformat(), "words": capfirst(session.day_words), "slots": {}}
        day = days.setdefault(session.day, new)
        day["slots"].setdefault(session.starts, []).append(session)
    return [{**day, "slots": list(day["slots"].values())} for day in days.values()]


@lru_cache(maxsize=64)
def shown_in(edition: Edition, language: str) -> tuple[Shown, ...]:
    """All sessions, in order, in the language that is active, which is `language`."""
    return tuple(_Words(edition.content, language).sessions())


def _fits(session: Shown, wanted: Wanted) -> bool:
    """A pause has no track: it belongs to everybody's day."""
    return (
        wanted.day in (None, session.day)
        and (wanted.track in (None, session.track_id) or (session.is_pause and session.track_id is None))
        and wanted.room in (None, session.room_id)
    )


class _Words:
    """Says a content in one language."""

    def __init__(self, content: Content, language: str) -> None:
        self.content, self.language = content, language
        self.zone = ZoneInfo(content["zone"])
        self.kinds = {kind.value: str(kind.label) for kind in SessionKind}
        self.modes = {mode.value: str(mode.label) for mode in Mode}

    @cached_property
    def rooms(self) -> dict[int, str]:
        return {one["id"]: one["name"] for one in self.content["rooms"]}

    @cached_property
    def tracks(self) -> dict[int, str]:
        return {one["id"]: self._said(one["names"]) for one in self.content["tracks"]}

    def _said(self, texts: dict[str, str]) -> str:
        return said(texts, self.language, "nb")

    def sessions(self) -> Iterable[Shown]:
        return (self._session(one) for one in self.content["sessions"])

    def _session(self, session: Content) -> Shown:
        starts, ends = moment(session["starts"]), moment(session["ends"])
        return Shown(
            key=session["key"],
            starts=starts,
            ends=ends,
            day=starts.astimezone(self.zone).date(),
            day_words=day_in_words(starts, self.zone),
            times=times_in_words(starts, ends, self.zone),
            title=self._said(session["titles"]),
            title_lang=foreign_to(self.language, session["titles"]),
            text=self._said(session["descriptions"]),
            text_lang=foreign_to(self.language, session["descriptions"]),
            kind=session["kind"],
            kind_words=self.kinds.get(session["kind"], ""),
            room=self.rooms.get(session["room"], ""),
            room_id=session["room"],
            track=self.tracks.get(session["track"], ""),
            track_id=session["track"],
            mode=self.modes.get(session["mode"], ""),
            speakers=tuple(self._speaker(*pair) for pair in session["speakers"]),
            is_pause=session["kind"] in PAUSES,
        )

    def _speaker(self, key: str, role: str) -> dict[str, str]:
        about = self.content["speakers"][key]
        words = str(SpeakerRole.CHAIR.label) if role == SpeakerRole.CHAIR else ""
        return {"key": key, "name": about["name"], "organisation": about["organisation"], "role": words}


def _days(content: Content) -> list[date]:
    zone = ZoneInfo(content["zone"])
    return sorted({moment(one["starts"]).astimezone(zone).date() for one in content["sessions"]})


# --- Now and next ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class NowAndNext:
    """What is on, and what each room comes to next on the same day (or on the day it begins)."""

    now: list[Shown]
    next: list[Shown]
    over: bool


def now_and_next(sessions: Iterable[Shown], *, at: datetime) -> NowAndNext:
    ordered = list(sessions)
    coming = [one for one in ordered if one.starts > at]
    day = coming[0].day if coming else None
    firsts: dict[int | None, Shown] = {}
    for one in coming:
        if one.day == day:
            firsts.setdefault(one.room_id, one)
    now = [one for one in ordered if one.starts <= at < one.ends]
    return NowAndNext(now, sorted(firsts.values(), key=lambda one: one.starts), not now and not coming)
