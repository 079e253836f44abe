"""What one release changes from another, read from their outlines. The system says it; no author picks "major" or
"minor". No database.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .enums import STRUCTURAL_CHANGES, ChangeKind, ItemKind
from .gates.conditions import Gate
from .outline import Item, Lesson, Outline

IN_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}
# Rules of a course, by the names of an outline's fields.
RULES = ("in_order", "hours", "valid_months", "gate")
# What is passed, and not only done.
PASSED = frozenset({ItemKind.QUIZ, ItemKind.ASSIGNMENT})
# What may be asked for; taking it away takes something from people. A tabletop that only changes is read anew: nothing
# in it is right or wrong, and a run under way stays in the story it was begun in.
COUNTING = PASSED | {ItemKind.TABLETOP}
LANGUAGES, LESSON_ORDER, MODULE_GATES = "languages", "lesson_order", "module_gates"


@dataclass(frozen=True)
class LessonChange:
    """A lesson that is not the same in both: `before` is None for a new one, `after` for one that is gone."""

    kinds: tuple[ChangeKind, ...]
    before: Lesson | None
    after: Lesson | None

    @property
    def lesson(self) -> Lesson:
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Changes:
    """`rules` names the rules of the course that differ; `texts` says whether its own words or modules do."""

    lessons: tuple[LessonChange, ...]
    rules: tuple[str, ...]
    texts: bool

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """Every kind of change there is, the mildest first."""
        found = {kind for lesson in self.lessons for kind in lesson.kinds}
        found |= {ChangeKind.TEXT} if self.texts else set()
        found |= {ChangeKind.RULES} if self.rules else set()
        return _sorted(found)

    @property
    def is_structural(self) -> bool:
        """Whether it may take something from people under way, or give them more to do."""
        return not STRUCTURAL_CHANGES.isdisjoint(self.kinds)

    def as_json(self) -> dict[str, Any]:
        return {
            "kinds": [kind.value for kind in self.kinds],
            "rules": list(self.rules),
            "lessons": [
                {"key": one.lesson.address, "kinds": [kind.value for kind in one.kinds]} for one in self.lessons
            ],
        }


def changes_between(before: Outline, after: Outline) -> Changes:
    """Compare two releases of one course: new and changed lessons in their order, then those that are gone."""
    keys = [lesson.key for lesson in after.lessons]
    keys += [lesson.key for lesson in before.lessons if lesson.key not in after.by_key]
    lessons = [_lesson_change(before, after, key) for key in keys]
    return Changes(
        lessons=tuple(change for change in lessons if change.kinds),
        rules=_changed_rules(before, after),
        texts=_course_words(before) != _course_words(after) or _is_reordered(before, after),
    )


def changed_item_keys(before: Outline, after: Outline) -> frozenset[str]:
    """Items both releases have, but not alike: what people under way may be asked to do again."""
    old, new = hashes_of(before), hashes_of(after)
    return frozenset(key for key, digest in new.items() if key in old and old[key] != digest)


def unchanged_item_keys(before: Outline, after: Outline) -> frozenset[str]:
    """Items that are the same in both: what is credited to those who did them once."""
    old, new = hashes_of(before), hashes_of(after)
    return frozenset(key for key, digest in new.items() if old.get(key) == digest)


def hashes_of(outline: Outline) -> dict[str, str]:
    return {item.key: item.content_hash for lesson in outline.lessons for item in lesson.items}


# --- A lesson ----------------------------------------------------------------------------------------


def _lesson_change(before: Outline, after: Outline, key: UUID) -> LessonChange:
    old, new = before.by_key.get(key), after.by_key.get(key)
    if old is None:
        assert new is not None
        return LessonChange((ChangeKind.REQUIRED if new.required else ChangeKind.OPTIONAL,), None, new)
    if new is None:
        return LessonChange((ChangeKind.REMOVES,), old, None)
    return LessonChange(_sorted(_kinds_within(old, new)), old, new)


def _kinds_within(old: Lesson, new: Lesson) -> set[ChangeKind]:
    kinds = set(_item_kinds(old, new))
    if old.required != new.required:
        kinds.add(ChangeKind.REQUIRED if new.required else ChangeKind.RULES)
    if old.gate != new.gate:
        kinds.add(ChangeKind.RULES)
    # A quiz or task that changed has changed the lesson's hash as well: words are named when nothing else is.
    words = (old.titles, old.minutes) != (new.titles, new.minutes) or old.hashes != new.hashes
    return kinds or ({ChangeKind.TEXT} if words else set())


def _item_kinds(old: Lesson, new: Lesson) -> Iterator[ChangeKind]:
    """What became of the things to do. Reading gives way to a quiz and comes back without it, so it is not named."""
    had, has = _things_to_do(old), _things_to_do(new)
    for key in has.keys() - had.keys():
        yield ChangeKind.REQUIRED if has[key].required else ChangeKind.OPTIONAL
    for key in had.keys() - has.keys():
        yield ChangeKind.REMOVES if had[key].kind in COUNTING else ChangeKind.TEXT
    for key in has.keys() & had.keys():
        if has[key].content_hash != had[key].content_hash and has[key].kind in PASSED:
            yield ChangeKind.ASSESSMENT


def _things_to_do(lesson: Lesson) -> dict[str, Item]:
    return {item.key: item for item in lesson.items if item.kind != ItemKind.READING}


# --- The course --------------------------------------------------------------------------------------


def _changed_rules(before: Outline, after: Outline) -> tuple[str, ...]:
    changed = [name for name in RULES if getattr(before, name) != getattr(after, name)]
    if set(before.languages) - set(after.languages):
        changed.append(LANGUAGES)
    if after.in_order and _is_reordered(before, after):
        changed.append(LESSON_ORDER)
    if _module_gates(before) != _module_gates(after):
        changed.append(MODULE_GATES)
    return tuple(changed)


def _module_gates(outline: Outline) -> dict[str, Gate]:
    return {module.address: module.gate for module in outline.modules if module.gate}


def _is_reordered(before: Outline, after: Outline) -> bool:
    """Whether lessons that both have stand in another order."""
    in_both = before.by_key.keys() & after.by_key.keys()
    orders = [[lesson.key for lesson in one.lessons if lesson.key in in_both] for one in (before, after)]
    return orders[0] != orders[1]


def _course_words(outline: Outline) -> tuple[Any, ...]:
    modules = [(module.titles, module.summaries) for module in outline.modules]
    return outline.texts, modules


def _values(kinds: Iterable[ChangeKind]) -> list[str]:
    return [kind.value for kind in kinds]


def _sorted(kinds: set[ChangeKind]) -> tuple[ChangeKind, ...]:
    return tuple(sorted(kinds, key=IN_ORDER.__getitem__))
