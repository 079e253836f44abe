"""From what editors chose to what a release holds: keys that are the same in every language, and words for readers."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from wagtail.blocks import StreamValue

from cms.blocks.base import Frozen
from cms.models import CoursePage

from ..models import Course
from .conditions import OF_COURSES, Kind

ANY_OF = "any_of"
# Where the page a condition names, and its number, stand in its block.
PAGES = {
    Kind.LESSON: "lesson",
    Kind.MODULE: "module",
    Kind.QUIZ: "lesson",
    Kind.COURSE: "course",
    Kind.CERTIFICATE: "course",
}
NUMBERS = {Kind.QUIZ: "percent", Kind.CERTIFICATE: "months", Kind.DAYS: "days"}


class GateFreezer:
    """Freezes the gates of one course. Another course is looked up once, however often it is named."""

    def __init__(self) -> None:
        self._courses: dict[UUID, Frozen] = {}

    def gate(self, stream: StreamValue) -> list[list[Frozen]]:
        return [[self._condition(child) for child in group] for group in groups_of(stream)]

    def _condition(self, child: Any) -> Frozen:
        """A condition; one that was not filled in names nothing, and the checks stop it (checks.py)."""
        kind, value = child.block_type, child.value
        frozen: Frozen = {"kind": kind}
        page = value[PAGES[kind]] if kind in PAGES else None
        if page:
            frozen["key"] = str(page.translation_key)
        if kind in NUMBERS:
            frozen["number"] = value[NUMBERS[kind]] or 0
        if value.get("day"):
            frozen["day"] = value["day"].isoformat()
        if page and kind in OF_COURSES:
            frozen |= self._course(page.translation_key)
        return frozen

    def _course(self, key: UUID) -> Frozen:
        if key not in self._courses:
            pages = CoursePage.objects.filter(translation_key=key).select_related("locale").order_by("path")
            course = Course.objects.filter(translation_key=key).first()
            titles = {page.locale.language_code: page.title for page in pages}
            self._courses[key] = {"titles": titles, "slug": course.slug if course else ""}
        return self._courses[key]


def groups_of(stream: StreamValue) -> Iterator[list[Any]]:
    """The condition blocks of a gate, by group; a group that nothing stands in asks for nothing."""
    for child in stream:
        group = list(child.value) if child.block_type == ANY_OF else [child]
        if group:
            yield group
