"""The items of a course as columns: those of the current release, then what only earlier releases hold."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..enums import ItemKind
from ..outline import Item, Lesson, Outline


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    lesson: str
    kind: str
    required: bool
    # Tells two quizzes of one lesson apart; 0 where there is only one.
    number: int = 0

    @property
    def title(self) -> str:
        """The lesson's title; with the kind of item where that is not the reading itself."""
        if self.kind == ItemKind.READING:
            return self.lesson
        word = str(ItemKind(self.kind).label)
        return f"{self.lesson}: {word} {self.number}" if self.number else f"{self.lesson}: {word}"

    @property
    def is_scored(self) -> bool:
        return self.kind == ItemKind.QUIZ


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one module."""

    title: str
    columns: list[Column]


def columns_of(current: Outline, others: Iterable[Outline]) -> list[Group]:
    """Module by module; `others` are the releases learners still stand on, the newest first."""
    language = current.language_for(get_language() or "")
    groups = [
        Group(module.titles[language], [one for lesson in module.lessons for one in _of_lesson(lesson, language)])
        for module in current.modules
    ]
    known = {column.key for group in groups for column in group.columns}
    gone: dict[str, Column] = {}
    for outline in others:
        spoken = outline.language_for(language)
        for lesson in outline.lessons:
            gone |= {one.key: one for one in _of_lesson(lesson, spoken) if one.key not in known and one.key not in gone}
    if gone:
        groups.append(Group(_("Only in earlier releases"), list(gone.values())))
    return [group for group in groups if group.columns]


def _of_lesson(lesson: Lesson, language: str) -> list[Column]:
    kinds, met, found = Counter(item.kind for item in lesson.items), Counter[str](), []
    for item in lesson.items:
        met[item.kind] += 1
        number = met[item.kind] if kinds[item.kind] > 1 else 0
        found.append(Column(item.key, lesson.titles[language], item.kind, item.required, number))
    return found


def items_by_key(outline: Outline) -> dict[str, Item]:
    return {item.key: item for lesson in outline.lessons for item in lesson.items}
