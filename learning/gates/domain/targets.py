"""What a waiver is about: the items that count as done by it, and what it opens. Plain values in and out."""

from collections.abc import Iterable
from uuid import UUID

from ...domain.progress import UnknownItem
from ...outline import Item, Lesson, Outline
from ...standing import MORE, Standing
from ..enums import Waived


class NothingToWaive(Exception):
    """All of it is done, waived or open already."""


def items_to_waive(outline: Outline, what: str, target: str) -> list[Item]:
    """The items that count as done by waiving an item, lesson, module or all that is required. Raises UnknownItem."""
    if what == Waived.ITEM:
        lesson = _lesson(outline, target.split(":", 1)[0])
        items = [item for item in lesson.items if item.key == target and item.completes]
    elif what == Waived.LESSON:
        items = _completing([_lesson(outline, target)])
    elif what == Waived.MODULE:
        module = outline.module(_uuid(target))
        items = _completing(module.lessons if module else ())
    else:
        items = [item for lesson in outline.lessons for item in lesson.items if item.required]
    if not items:
        raise UnknownItem(target)
    return items


def keys_to_waive(outline: Outline, what: str, target: str, done: frozenset[str]) -> list[str]:
    """Those of them that do not count already: no item is ever waived by two waivers."""
    return [item.key for item in items_to_waive(outline, what, target) if item.key not in done]


def _completing(lessons: Iterable[Lesson]) -> list[Item]:
    return [item for lesson in lessons for item in lesson.items if item.completes]


def opening_of(standing: Standing, what: str, target: str) -> str:
    outline = standing.outline
    if what == Waived.ATTEMPT:
        return _attempt(standing, target)
    if what == Waived.LESSON_GATE:
        return _lesson(outline, target).address
    module = outline.module(_uuid(target))
    if module is None:
        raise UnknownItem(target)
    return module.address


def _attempt(standing: Standing, target: str) -> str:
    """The next number of an attempt more: those that were taken back are not counted again."""
    item = _lesson(standing.outline, target.split(":", 1)[0]).item(target)
    if item is None or not item.rule.get("max_attempts"):
        raise UnknownItem(target)
    if target in standing.done:
        raise NothingToWaive(target)
    taken = [int(one.rpartition(MORE)[2]) for one in standing.opened if one.startswith(f"{target}{MORE}")]
    return f"{target}{MORE}{max(taken, default=0) + 1}"


def _lesson(outline: Outline, key: str) -> Lesson:
    found = outline.by_key.get(_uuid(key))
    if found is None:
        raise UnknownItem(key)
    return found


def _uuid(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError:
        raise UnknownItem(key) from None
