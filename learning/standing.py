"""Where a learner stands: an outline and what is done of it, as plain values. No database."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from .outline import Lesson, Module, Outline

DONE, CURRENT, OPEN, LOCKED = "done", "current", "open", "locked"


@dataclass(frozen=True)
class Standing:
    """`done` holds the keys of items that are done."""

    outline: Outline
    done: frozenset[str]
    language: str

    def is_done(self, lesson: Lesson) -> bool:
        return lesson.number in self._done_numbers

    @cached_property
    def _done_numbers(self) -> frozenset[int]:
        return frozenset(lesson.number for lesson in self.outline.lessons if lesson.completing <= self.done)

    @cached_property
    def frontier(self) -> Lesson | None:
        """The first required lesson that is not done, None when all are."""
        return next((lesson for lesson in self.outline.lessons if lesson.required and not self.is_done(lesson)), None)

    @cached_property
    def next_lesson(self) -> Lesson | None:
        """Where to go on: the first required lesson left, else the first optional one."""
        return self.frontier or next((lesson for lesson in self.outline.lessons if not self.is_done(lesson)), None)

    def waits_for(self, lesson: Lesson) -> Lesson | None:
        """The nearest lesson before this one that must be done first, None when it is open. What is done stays open."""
        return self._waits.get(lesson.number)

    @cached_property
    def _waits(self) -> dict[int, Lesson]:
        waits: dict[int, Lesson] = {}
        before: Lesson | None = None
        for lesson in self.outline.lessons if self.outline.in_order else ():
            if self.is_done(lesson):
                continue
            if before is not None:
                waits[lesson.number] = before
            if lesson.required:
                before = lesson
        return waits

    def state_of(self, lesson: Lesson) -> str:
        if self.is_done(lesson):
            return DONE
        if self.waits_for(lesson):
            return LOCKED
        return CURRENT if lesson is self.next_lesson else OPEN

    @property
    def done_count(self) -> int:
        return len(self.outline.required_keys & self.done)

    @property
    def required_count(self) -> int:
        return len(self.outline.required_keys)

    @property
    def percent(self) -> int:
        return 100 * self.done_count // self.required_count if self.required_count else 0

    @property
    def is_complete(self) -> bool:
        return self.required_count > 0 and self.outline.required_keys <= self.done

    def title(self, lesson_or_module: Lesson | Module) -> str:
        return lesson_or_module.titles[self.language]

    def neighbours(self, key: UUID) -> tuple[Lesson | None, Lesson | None]:
        """The lessons before and after this one."""
        lessons = self.outline.lessons
        place = self.outline.by_key[key].number - 1
        before = lessons[place - 1] if place > 0 else None
        after = lessons[place + 1] if place + 1 < len(lessons) else None
        return before, after
