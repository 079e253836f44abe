"""Where entries come from. Rooms register theirs when they are ready; feeds ask all of them and know none by name.

# mentoring/apps.py, in ready():
register_personal(PersonalSource(...))     # what stands in the calendars of one person
register_public(PublicSource(...))         # what everybody may know of
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from cms import clock
from cms.people.models import User
from cms.people.questions import Question, written

from .entries import CalendarEntry

DAYS_BACK, DAYS_CANCELLED = 31, 7
MOST = 1000


@dataclass(frozen=True)
class Window:
    """What feeds hold at a moment: what has ended goes a month later, what is called off a week after its day."""

    at: datetime

    @property
    def since(self) -> datetime:
        return self._midnight(DAYS_BACK)

    @property
    def cancelled_since(self) -> datetime:
        return self._midnight(DAYS_CANCELLED)

    def _midnight(self, days: int) -> datetime:
        day = clock.local_date(self.at) - timedelta(days=days)
        return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True)
class Asked:
    """Of public entries: those of a kind, or of one series. Nothing said is all."""

    kind: str = ""
    series: UUID | None = None


@dataclass(frozen=True)
class PublicSource:
    """`stamp` becomes another one with every change of what `entries` returns; it costs one query."""

    kinds: dict[str, Any]
    stamp: Callable[[Asked, Window], Hashable]
    entries: Callable[[Asked, str, Window], Iterable[CalendarEntry]]


@dataclass(frozen=True)
class PersonalSource:
    """`rows` is all that `entries` makes of them, but for the language: while they stay as they are, a feed does.
    One query, asked by the person's id alone.
    """

    rows: Callable[[User, Window], QuerySet[Any]]
    entries: Callable[[QuerySet[Any], str, Window], Iterable[CalendarEntry]]


_public: list[PublicSource] = []
_personal: list[PersonalSource] = []


def register_public(source: PublicSource) -> None:
    if source not in _public:
        _public.append(source)


def register_personal(source: PersonalSource) -> None:
    """The first source that says something of an entry is believed: register what knows most first."""
    if source not in _personal:
        _personal.append(source)


def public_kinds() -> dict[str, Any]:
    """Every kind there is a feed of, with its words."""
    return {kind: words for source in _public for kind, words in source.kinds.items()}


def public_stamp(asked: Asked, window: Window) -> Hashable:
    return tuple(source.stamp(asked, window) for source in _sources_of(asked))


def public_entries(asked: Asked, language: str, window: Window) -> list[CalendarEntry]:
    found = [entry for source in _sources_of(asked) for entry in source.entries(asked, language, window)]
    return _soonest(found)


def personal_stamp(user: User, window: Window) -> Hashable:
    """Becomes another one with whatever `personal_entries` returns; what runs out may be a minute late. One query for
    each source.
    """
    minute = Window(window.at.replace(second=0, microsecond=0))
    return window.since, tuple(tuple(_question(source, minute).about(user)) for source in _personal)


@lru_cache(maxsize=16)
def _question(source: PersonalSource, window: Window) -> Question:
    return written(lambda user: source.rows(user, window))


def personal_entries(user: User, language: str, window: Window) -> list[CalendarEntry]:
    found: dict[str, CalendarEntry] = {}
    for source in _personal:
        for entry in source.entries(source.rows(user, window), language, window):
            found.setdefault(entry.uid, entry)
    return _soonest(found.values())


def _sources_of(asked: Asked) -> list[PublicSource]:
    return [source for source in _public if not asked.kind or asked.kind in source.kinds]


def _soonest(entries: Iterable[CalendarEntry]) -> list[CalendarEntry]:
    return sorted(entries, key=lambda entry: entry.sorts_by)[:MOST]
