"""Where a learner stands: an outline, what is done of it and what gates ask beside, as plain values. No database.

The one place that says whether a lesson is open, and why not. What is done stays open, whatever comes later.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from .enums import ItemKind
from .gates.conditions import WITHIN, Condition, Gate, Kind, unmet
from .gates.known import Known
from .outline import Lesson, Module, Outline

DONE, CURRENT, OPEN, LOCKED, NOT_REQUIRED = "done", "current", "open", "locked", "not_required"

# What an attempt more is called among what is opened: the quiz's key, this, and a number.
MORE = "#"


@dataclass(frozen=True)
class Lock:
    """Why a lesson is closed: the nearest lesson before it that must be done first, where lessons are taken in order,
    and what its gate and its module's still wait for.
    """

    before: Lesson | None = None
    unmet: Gate = ()

    @property
    def only_closed(self) -> bool:
        """Whether it was open and its last day is over."""
        return self.before is None and all(all(one.kind == Kind.CLOSES for one in group) for group in self.unmet)


@dataclass(frozen=True)
class Standing:
    """`done` holds the keys of items that count as done, `waived` those of them that were not asked for.

    `scores`: the best score by item. `opened`: keys of lessons and modules that somebody has opened for this learner,
    and attempts they have more.
    Where nothing is `known`, gates that ask about anything outside the course stay closed.
    """

    outline: Outline
    done: frozenset[str]
    language: str
    waived: frozenset[str] = frozenset()
    scores: Mapping[str, int] = field(default_factory=dict)
    opened: frozenset[str] = frozenset()
    known: Known | None = None

    def is_done(self, lesson: Lesson) -> bool:
        return lesson.number in self._done_numbers

    @cached_property
    def _done_numbers(self) -> frozenset[int]:
        return frozenset(lesson.number for lesson in self.outline.lessons if lesson.completing <= self.done)

    def is_waived(self, lesson: Lesson) -> bool:
        """Whether it counts as done by what was not asked of this learner."""
        return self.is_done(lesson) and not self.waived.isdisjoint(lesson.completing)

    def is_module_done(self, module: Module) -> bool:
        """All that is required in it; all of it where nothing is."""
        lessons = [lesson for lesson in module.lessons if lesson.required] or module.lessons
        return bool(lessons) and all(self.is_done(lesson) for lesson in lessons)

    @cached_property
    def frontier(self) -> Lesson | None:
        """The first required lesson that is not done, None when all are."""
        return next((lesson for lesson in self.outline.lessons if lesson.required and not self.is_done(lesson)), None)

    @cached_property
    def next_lesson(self) -> Lesson | None:
        """Where to go on: the first required lesson that is open, else the first optional one; else what opens next."""
        left = [lesson for lesson in self.outline.lessons if not self.is_done(lesson)]
        is_open = [lesson for lesson in left if lesson.number not in self._locks]
        required = (lesson for lesson in is_open if lesson.required)
        return next(required, None) or next(iter(is_open), None) or self.frontier or next(iter(left), None)

    # --- Open or not ---------------------------------------------------------------------------------

    def lock_of(self, lesson: Lesson) -> Lock | None:
        """Why the lesson is closed, None when it is open."""
        return self._locks.get(lesson.number)

    def waits_for(self, lesson: Lesson) -> Lesson | None:
        """The nearest lesson before a closed one that must be done first, where lessons are taken in order."""
        lock = self.lock_of(lesson)
        return lock.before if lock else None

    @cached_property
    def _locks(self) -> dict[int, Lock]:
        locks: dict[int, Lock] = {}
        before: Lesson | None = None
        for module in self.outline.modules:
            of_module = () if module.address in self.opened else self._unmet(module.gate)
            for lesson in module.lessons:
                if self.is_done(lesson):
                    continue
                waits = of_module + self._unmet(lesson.gate)
                if (before or waits) and lesson.address not in self.opened:
                    locks[lesson.number] = Lock(before, waits)
                if lesson.required and self.outline.in_order:
                    before = lesson
        return locks

    def _unmet(self, gate: Gate) -> Gate:
        return unmet(gate, self.holds) if gate else ()

    def holds(self, condition: Condition) -> bool:
        if condition.kind not in WITHIN:
            return self.known is not None and self.known.holds(condition)
        if condition.kind == Kind.MODULE:
            module = self.outline.module(condition.key)
            return module is not None and self.is_module_done(module)
        lesson = self.outline.by_key.get(condition.key) if condition.key else None
        if lesson is None:
            return False
        return self._scored(lesson, condition.number) if condition.kind == Kind.QUIZ else self.is_done(lesson)

    def _scored(self, lesson: Lesson, percent: int) -> bool:
        """A quiz of the lesson is passed with so much, or was not asked for."""
        quizzes = [item.key for item in lesson.items if item.kind == ItemKind.QUIZ and item.key in self.done]
        return any(key in self.waived or self.scores.get(key, 0) >= percent for key in quizzes)

    def more_attempts(self, item_key: str) -> int:
        """How many attempts at a quiz this learner has beyond what the quiz allows."""
        return sum(one.startswith(f"{item_key}{MORE}") for one in self.opened)

    def state_of(self, lesson: Lesson) -> str:
        if self.is_done(lesson):
            return NOT_REQUIRED if self.is_waived(lesson) else DONE
        if lesson.number in self._locks:
            return LOCKED
        return CURRENT if lesson is self.next_lesson else OPEN

    # --- How far ---------------------------------------------------------------------------------------

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

    def full_title(self, lesson: Lesson) -> str:
        return self.outline.full_title(lesson, self.language)

    def neighbours(self, key: UUID) -> tuple[Lesson | None, Lesson | None]:
        """The lessons before and after this one."""
        lessons = self.outline.lessons
        place = self.outline.by_key[key].number - 1
        before = lessons[place - 1] if place > 0 else None
        after = lessons[place + 1] if place + 1 < len(lessons) else None
        return before, after
