"""Sessions of the published programme in the words of one language: by day, as HTML, and what is on now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from cms.texts import said
from events.enums import Mode

from .enums import PAUSES, SessionKind, SpeakerRole
from .reading import Edition, Wanted
from .snapshot import Content, moment
from .times import day_in_words, times_in_words


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
    text: str
    kind: str
    kind_words: str
    room: str
    room_id: int | None
    track: str
    track_id: int | None
    mode: str
    speakers: tuple[dict[str, str], ...]
    is_pause: bool


@lru_cache(maxsize=64)
def shown_in(edition: Edition, language: str) -> tuple[Shown, ...]:
    """All sessions, in order, in the language that is active, which is `language`."""
    return tuple(_Words(edition.content, language).sessions())


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
            text=self._said(session["descriptions"]),
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


# --- By day -----------------------------------------------------------------------------------------


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


def _fits(session: Shown, wanted: Wanted) -> bool:
    """A pause has no track: it belongs to everybody's day."""
    return (
        wanted.day in (None, session.day)
        and (wanted.track in (None, session.track_id) or (session.is_pause and session.track_id is None))
        and wanted.room in (None, session.room_id)
    )


@lru_cache(maxsize=256)
def days_html(edition: Edition, wanted: Wanted, language: str, level: int = 2) -> SafeString:
    """The days with their sessions, in the language that is active, which is `language`; `level` of their headings."""
    days = days_of(edition, wanted, language)
    context = {"days": days, "uid": edition.uid, "day_level": level, "session_level": level + 1}
    return SafeString(render_to_string("programme/partials/days.html", context))


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
