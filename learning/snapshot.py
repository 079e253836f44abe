"""Freezing a course page tree into JSON of our own (schema 3), so that a release needs no page to be read.

    outline = {"schema": 1, "course": {...}, "modules": [{"key", "titles", "summaries", "lessons": [
        {"key", "minutes", "required", "titles", "hashes", "items": [{"key", "kind", "required", "rule", "hash"}]}]}]}

Texts are by language. A lesson's content stands apart (`Snapshot.contents`) and is named in the outline by its hash.

Schema 2 adds to a quiz `minutes`, `shuffle`, `draws` and `pool` (learning/bank/pools.py). What schema 1 wrote is read
for ever: a quiz without them has no limit, no mixing, and nothing drawn.

Schema 3 adds `gate` to the course, to modules and to lessons (learning/gates/conditions.py). Without, all is open.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cms.blocks.base import Frozen, MediaSource, freeze_stream
from cms.models import CoursePage, LessonPage, ModulePage

from .bank.pools import Pools
from .enums import ItemKind
from .gates.freezing import GateFreezer
from .page_tree import CourseTree, ModuleNode

SCHEMA = 3


@dataclass
class Snapshot:
    outline: Frozen
    # (lesson key, language) → the frozen blocks
    contents: dict[tuple[UUID, str], list[Frozen]] = field(default_factory=dict)
    # item key → ids of the versions of the bank that may be drawn
    drawn: dict[str, set[int]] = field(default_factory=dict)

    @property
    def content_hash(self) -> str:
        return canonical_hash(self.outline)


@dataclass(frozen=True)
class Freezing:
    """Where a release takes from what its pages only name: images, files, and questions of the bank."""

    media: MediaSource
    pools: Pools
    gates: GateFreezer = field(default_factory=GateFreezer)

    def body(self, page: LessonPage, language: str) -> list[Frozen]:
        return self.pools.fill(freeze_stream(page.body, self.media), language)


def canonical_hash(value: Any) -> str:
    """SHA-256 over JSON with sorted keys and no spaces: the same content always has the same hash."""
    written = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def freeze_course(tree: CourseTree, media: MediaSource) -> Snapshot:
    """Freeze every language that is ready. The source language decides order, rules and what there is to do."""
    snapshot = Snapshot(outline={})
    freezing = Freezing(media, Pools(tree.languages))
    modules = [_module(snapshot, tree, module, freezing) for module in tree.modules]
    snapshot.outline = {"schema": SCHEMA, "course": _course(tree) | _gate(tree.source, freezing), "modules": modules}
    return snapshot


def _gate(page: CoursePage | ModulePage | LessonPage, freezing: Freezing) -> Frozen:
    return {"gate": freezing.gates.gate(page.gate)}


def _course(tree: CourseTree) -> Frozen:
    page = tree.source
    return {
        "key": str(page.translation_key),
        "source_language": tree.source_language,
        "languages": sorted(tree.languages),
        "in_order": page.in_order,
        "hours": str(page.hours),
        "valid_months": page.valid_months,
        "texts": {language: _course_texts(page) for language, page in tree.courses.items()},
    }


def _course_texts(page: CoursePage) -> dict[str, str]:
    return {"title": page.title, "lead": page.lead, "outcome": page.outcome}


def _module(snapshot: Snapshot, tree: CourseTree, module: ModuleNode, freezing: Freezing) -> Frozen:
    return {
        "key": str(module.key),
        "titles": {language: page.title for language, page in module.pages.items()},
        "summaries": {language: page.summary for language, page in module.pages.items()},
        "lessons": [_lesson(snapshot, tree, lesson.key, lesson.pages, freezing) for lesson in module.lessons],
        **_gate(module.pages[tree.source_language], freezing),
    }


def _lesson(
    snapshot: Snapshot, tree: CourseTree, key: UUID, pages: dict[str, LessonPage], freezing: Freezing
) -> Frozen:
    source = pages[tree.source_language]
    for language, page in pages.items():
        snapshot.contents[key, language] = freezing.body(page, language)
    snapshot.drawn |= {item_key(key, block_id): ids for block_id, ids in freezing.pools.take_used().items()}
    return {
        "key": str(key),
        "minutes": source.minutes,
        "required": source.required,
        "titles": {language: page.title for language, page in pages.items()},
        "hashes": {language: canonical_hash(snapshot.contents[key, language]) for language in pages},
        "items": items_of(key, snapshot.contents[key, tree.source_language], required=source.required),
        **_gate(source, freezing),
    }


def items_of(lesson_key: UUID, blocks: list[Frozen], *, required: bool) -> list[Frozen]:
    """What there is to do in a lesson: pass its quiz and its assignment, finish its tabletop, or where there is none of
    them, say "I have read this".
    """
    done = [_item(lesson_key, block, kind, required) for block in blocks if (kind := COMPLETING.get(block["type"]))]
    thoughts = [
        _item(lesson_key, block, ItemKind.REFLECTION, False) for block in blocks if block["type"] == "reflection"
    ]
    return (done or [_reading(lesson_key, blocks, required)]) + thoughts


def _reading(lesson_key: UUID, blocks: list[Frozen], required: bool) -> Frozen:
    return {
        "key": str(lesson_key),
        "kind": ItemKind.READING.value,
        "required": required,
        "rule": {},
        "hash": canonical_hash(blocks),
    }


# By the type of their block, what completes a lesson instead of reading it.
COMPLETING = {"quiz": ItemKind.QUIZ, "assignment": ItemKind.ASSIGNMENT, "tabletop": ItemKind.TABLETOP}
RULE = ("pass_mark", "max_attempts", "minutes", "judged", "due_days", "peer_reviews")


def _item(lesson_key: UUID, block: Frozen, kind: ItemKind, required: bool) -> Frozen:
    rule = {name: block[name] for name in RULE if name in block}
    return {
        "key": item_key(lesson_key, block["id"]),
        "kind": kind.value,
        "required": required,
        "rule": rule,
        "hash": canonical_hash(block),
    }


def item_key(lesson_key: UUID, block_id: str) -> str:
    return f"{lesson_key}:{block_id}"
