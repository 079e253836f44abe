"""What is wrong with when sessions are held, as arithmetic over plain values.

    >>> from datetime import datetime
    >>> ten, eleven, noon = (datetime(2027, 2, 25, hour) for hour in (10, 11, 12))
    >>> hall = [Timed(1, ten, noon, 7), Timed(2, eleven, noon, 7), Timed(3, noon, noon.replace(hour=13), 7)]
    >>> conflicts_among(hall, starts_at=ten, ends_at=noon.replace(hour=13))
    [Conflict(kind=ConflictKind.ROOM, sessions=(1, 2), about=7)]

What ends when the next begins is in nobody's way.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from .enums import ConflictKind


@dataclass(frozen=True)
class Timed:
    """A session: its number, its times, its room and who speaks."""

    id: int
    starts_at: datetime
    ends_at: datetime
    room: int | None = None
    speakers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Conflict:
    """The sessions it is between, in the order of their times; `about` is the room or the speaker."""

    kind: ConflictKind
    sessions: tuple[int, ...]
    about: int | None = None


def conflicts_among(sessions: Iterable[Timed], *, starts_at: datetime, ends_at: datetime) -> list[Conflict]:
    """All of them: rooms first, then speakers, then what lies outside the day."""
    ordered = sorted(sessions, key=lambda one: (one.starts_at, one.id))
    rooms: defaultdict[int, list[Timed]] = defaultdict(list)
    speakers: defaultdict[int, list[Timed]] = defaultdict(list)
    for one in ordered:
        if one.room is not None:
            rooms[one.room].append(one)
        for speaker in one.speakers:
            speakers[speaker].append(one)
    outside = [
        Conflict(ConflictKind.OUTSIDE, (one.id,))
        for one in ordered
        if one.starts_at < starts_at or one.ends_at > ends_at
    ]
    return [*_doubled(ConflictKind.ROOM, rooms), *_doubled(ConflictKind.SPEAKER, speakers), *outside]


def _doubled(kind: ConflictKind, held: dict[int, list[Timed]]) -> Iterator[Conflict]:
    for about in sorted(held):
        for first, second in _overlapping(held[about]):
            yield Conflict(kind, (first.id, second.id), about)


def _overlapping(ordered: list[Timed]) -> Iterator[tuple[Timed, Timed]]:
    """Pairs that share some time, of sessions in the order in which they begin."""
    under_way: list[Timed] = []
    for one in ordered:
        under_way = [before for before in under_way if before.ends_at > one.starts_at]
        yield from ((before, one) for before in under_way)
        under_way.append(one)
