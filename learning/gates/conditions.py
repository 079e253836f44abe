"""A gate as plain values: groups that must all hold, each of conditions of which one is enough. No database.

    [[{"kind": "lesson", "key": "…"}, {"kind": "lesson", "key": "…"}], [{"kind": "opens", "day": "2027-03-03"}]]

Lessons, modules and courses are named by translation key; a course also by title and address, for those who read why.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID


class Kind(StrEnum):
    """What a condition asks for. The values stand in releases, and are the names of cms/blocks/gates.py."""

    LESSON = "lesson"
    MODULE = "module"
    QUIZ = "quiz"
    COURSE = "course"
    CERTIFICATE = "certificate"
    OPENS = "opens"
    CLOSES = "closes"
    DAYS = "days"


# What is settled by what the learner does in this very course.
WITHIN = frozenset({Kind.LESSON, Kind.MODULE, Kind.QUIZ})
OF_COURSES = frozenset({Kind.COURSE, Kind.CERTIFICATE})


@dataclass(frozen=True, slots=True)
class Condition:
    """`number` is per cent of a quiz, months of a certificate (0: any age), days since the learner began."""

    kind: str
    key: UUID | None = None
    number: int = 0
    day: date | None = None
    # Words for the reader; a course that is renamed changes no rule.
    titles: dict[str, str] = field(default_factory=dict, compare=False)
    slug: str = field(default="", compare=False)


Group = tuple[Condition, ...]
Gate = tuple[Group, ...]


def parse_gate(data: list[list[dict[str, Any]]] | None) -> Gate:
    """The gate of an outline; releases from before there were any have none."""
    return tuple(tuple(_condition(one) for one in group) for group in data or ())


def _condition(data: dict[str, Any]) -> Condition:
    key, day = data.get("key"), data.get("day")
    return Condition(
        data["kind"],
        UUID(key) if key else None,
        data.get("number", 0),
        date.fromisoformat(day) if day else None,
        data.get("titles", {}),
        data.get("slug", ""),
    )


def unmet(gate: Gate, holds: Callable[[Condition], bool]) -> Gate:
    """The groups of a gate of which no condition holds: what it still waits for."""
    return tuple(group for group in gate if not any(holds(one) for one in group))


def conditions_of(gates: Iterable[Gate]) -> Iterator[Condition]:
    for gate in gates:
        for group in gate:
            yield from group


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be known beside the learner's own progress to say whether these gates are open."""

    courses: frozenset[UUID] = frozenset()
    last_days: frozenset[date] = frozenset()
    anything: bool = False


def needs_of(gates: Iterable[Gate]) -> Needs:
    outside = [one for one in conditions_of(gates) if one.kind not in WITHIN]
    return Needs(
        courses=frozenset(one.key for one in outside if one.key and one.kind in OF_COURSES),
        last_days=frozenset(one.day for one in outside if one.day and one.kind == Kind.CLOSES),
        anything=bool(outside),
    )
