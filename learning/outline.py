"""The outline of a release as objects: what there is to do, in order. Frozen JSON in, plain values out.

The JSON (schema 1 and later) is written by learning/snapshot.py. A release never changes, so its parsed outline is
kept in memory under its hash; a thousand lessons are parsed once per process.
"""

from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from .enums import ItemKind
from .gates.conditions import Gate, Needs, needs_of, parse_gate
from .models import CourseRelease

KEPT = 64
_parsed: "OrderedDict[str, Outline]" = OrderedDict()


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    lesson_key: UUID
    kind: str
    required: bool
    rule: dict[str, Any]
    content_hash: str

    @property
    def completes(self) -> bool:
        """Whether the lesson counts as done by this: a reflection is offered, never demanded."""
        return self.kind != ItemKind.REFLECTION


@dataclass(frozen=True, slots=True)
class Lesson:
    key: UUID
    # The key as it stands in addresses: writing out a UUID is dear when a thousand of them stand on one page.
    address: str
    number: int
    minutes: int
    required: bool
    titles: dict[str, str]
    hashes: dict[str, str]
    items: tuple[Item, ...]
    completing: frozenset[str]
    gate: Gate = ()

    def item(self, key: str) -> Item | None:
        return next((item for item in self.items if item.key == key), None)


@dataclass(frozen=True, slots=True)
class Module:
    titles: dict[str, str]
    summaries: dict[str, str]
    lessons: tuple[Lesson, ...]
    # The key as it stands in JSON.
    address: str = ""
    gate: Gate = ()


@dataclass(frozen=True)
class Outline:
    """`gate` is asked of who wants to begin the course; `needs` says what the gates inside it ask about."""

    texts: dict[str, dict[str, str]]
    languages: tuple[str, ...]
    source_language: str
    in_order: bool
    hours: Decimal
    valid_months: int | None
    modules: tuple[Module, ...]
    lessons: tuple[Lesson, ...]
    by_key: dict[UUID, Lesson] = field(repr=False)
    required_keys: frozenset[str] = field(repr=False)
    gate: Gate = ()
    needs: Needs = field(default_factory=Needs)

    def module(self, key: UUID | None) -> Module | None:
        return next((module for module in self.modules if module.address == str(key)), None)

    def full_title(self, lesson: Lesson, language: str) -> str:
        """With its module, where several lessons are called the same."""
        title = lesson.titles[language]
        if self._named[language][title] == 1:
            return title
        module = next(module for module in self.modules if lesson in module.lessons)
        return f"{module.titles[language]}: {title}"

    @cached_property
    def _named(self) -> dict[str, Counter[str]]:
        """How many lessons have each title, by language."""
        return {one: Counter(lesson.titles[one] for lesson in self.lessons) for one in self.languages}

    def language_for(self, wanted: str) -> str:
        """The wanted language if the release holds it, else the one it was written in."""
        return wanted if wanted in self.languages else self.source_language


def outline_of(release: CourseRelease) -> Outline:
    """Return the parsed outline; the JSON itself is fetched only when this process has not met the release."""
    known = _parsed.get(release.content_hash)
    return known or _keep(release.content_hash, release.outline)


def outlines_of(releases: Iterable[CourseRelease]) -> dict[int, Outline]:
    """The parsed outlines of several releases, by their ids. One query for all those this process has not met."""
    found, unknown = {}, {}
    for release in releases:
        known = _parsed.get(release.content_hash)
        if known:
            found[release.pk] = known
        else:
            unknown[release.pk] = release.content_hash
    if unknown:
        written = CourseRelease.objects.filter(pk__in=unknown).values_list("pk", "outline")
        found |= {pk: _keep(unknown[pk], outline) for pk, outline in written}
    return found


def _keep(content_hash: str, outline: dict[str, Any]) -> Outline:
    parsed = _parsed[content_hash] = parse_outline(outline)
    if len(_parsed) > KEPT:
        _parsed.popitem(last=False)
    return parsed


def parse_outline(data: dict[str, Any]) -> Outline:
    course = data["course"]
    modules = _modules(data["modules"])
    lessons = tuple(lesson for module in modules for lesson in module.lessons)
    return Outline(
        texts=course["texts"],
        languages=tuple(course["languages"]),
        source_language=course["source_language"],
        in_order=course["in_order"],
        hours=Decimal(course["hours"]),
        valid_months=course["valid_months"],
        modules=modules,
        lessons=lessons,
        by_key={lesson.key: lesson for lesson in lessons},
        required_keys=frozenset(item.key for lesson in lessons for item in lesson.items if item.required),
        gate=parse_gate(course.get("gate")),
        needs=needs_of([*(module.gate for module in modules), *(lesson.gate for lesson in lessons)]),
    )


def _modules(data: list[dict[str, Any]]) -> tuple[Module, ...]:
    number = 0
    modules = []
    for module in data:
        lessons = []
        for lesson in module["lessons"]:
            number += 1
            lessons.append(_lesson(lesson, number))
        gate = parse_gate(module.get("gate"))
        modules.append(Module(module["titles"], module["summaries"], tuple(lessons), module["key"], gate))
    return tuple(modules)


def _lesson(data: dict[str, Any], number: int) -> Lesson:
    key = UUID(data["key"])
    items = tuple(
        Item(item["key"], key, item["kind"], item["required"], item["rule"], item["hash"]) for item in data["items"]
    )
    completing = frozenset(item.key for item in items if item.completes)
    return Lesson(
        key,
        data["key"],
        number,
        data["minutes"],
        data["required"],
        data["titles"],
        data["hashes"],
        items,
        completing,
        parse_gate(data.get("gate")),
    )
