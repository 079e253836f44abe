"""What is looked at in gates before a course is published: one that can never open stops it, with its page named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Page

from ..models import Course
from ..outline import outline_of
from ..page_tree import CourseTree, LessonNode, ModuleNode
from .conditions import OF_COURSES, Condition, Gate, Kind, conditions_of, parse_gate, unmet
from .freezing import NUMBERS, PAGES, GateFreezer, groups_of

# A page and what is wrong with its gate.
Problem = tuple[Page, str]
TIME = frozenset({Kind.OPENS, Kind.CLOSES})


def gate_problems(tree: CourseTree, *, on: date) -> list[Problem]:
    """Everything that keeps gates of a course from ever opening, page by page."""
    checks = GateChecks(tree, on)
    return [*checks.named(), *checks.never_done(), *checks.dates(), *checks.asks_back()]


@dataclass
class GateChecks:
    tree: CourseTree
    on: date
    # Pages whose conditions are wrong in themselves: nothing more is said of them.
    broken: set[int] = field(default_factory=set)
    _freezer: GateFreezer = field(default_factory=GateFreezer)
    _gates: dict[int, Gate] = field(default_factory=dict)

    def page(self, node: LessonNode | ModuleNode) -> Any:
        return node.pages[self.tree.source_language]

    def gate(self, page: Any) -> Gate:
        if page.pk not in self._gates:
            self._gates[page.pk] = parse_gate(self._freezer.gate(page.gate))
        return self._gates[page.pk]

    @cached_property
    def lessons(self) -> dict[UUID, LessonNode]:
        return {node.key: node for module in self.tree.modules for node in module.lessons}

    @cached_property
    def modules(self) -> dict[UUID, ModuleNode]:
        return {module.key: module for module in self.tree.modules}

    @cached_property
    def pages(self) -> list[Any]:
        """The course, its modules and lessons, in the language it was written in."""
        nodes: list[LessonNode | ModuleNode] = []
        for module in self.tree.modules:
            nodes += [module, *module.lessons]
        return [self.tree.source, *(self.page(node) for node in nodes)]

    # --- What conditions name ------------------------------------------------------------------------

    def named(self) -> Iterator[Problem]:
        """Conditions that name nothing, or what is not there."""
        for page in self.pages:
            for block in (one for group in groups_of(page.gate) for one in group):
                if text := self._problem_of(block):
                    self.broken.add(page.pk)
                    yield page, text

    def _problem_of(self, block: Any) -> str:
        kind, value = Kind(block.block_type), block.value
        page: Any = value[PAGES[kind]] if kind in PAGES else None
        if self._is_empty(kind, value, page):
            return _("A condition names nothing: what was chosen is gone. Choose again, or delete the condition.")
        if kind in OF_COURSES:
            return self._course_problem(page)
        if kind == Kind.MODULE and page.translation_key not in self.modules:
            return _("It waits for the module “%(title)s”, which is not in this course.") % {"title": page.title}
        if kind in (Kind.LESSON, Kind.QUIZ) and page.translation_key not in self.lessons:
            return _("It waits for the lesson “%(title)s”, which is not in this course.") % {"title": page.title}
        if kind == Kind.QUIZ and not self._has_quiz(page.translation_key):
            return _("It waits for a quiz in “%(title)s”, and there is none.") % {"title": page.title}
        return ""

    def _is_empty(self, kind: Kind, value: Any, page: Any) -> bool:
        if kind in PAGES:
            return page is None or (kind == Kind.QUIZ and not value["percent"])
        return not value["day"] if kind in TIME else not value[NUMBERS[kind]]

    def _course_problem(self, page: Any) -> str:
        if page.translation_key == self.tree.source.translation_key:
            return _("It waits for this very course.")
        if page.translation_key not in self._published:
            return _("It waits for the course “%(title)s”, which is not published.") % {"title": page.title}
        return ""

    @cached_property
    def _published(self) -> dict[UUID, Course]:
        keys = {one.key for one in self._conditions() if one.key and one.kind in OF_COURSES}
        courses = Course.objects.filter(translation_key__in=keys, current_release__isnull=False)
        return {course.translation_key: course for course in courses.select_related("current_release")}

    def _conditions(self) -> Iterator[Condition]:
        return conditions_of(self.gate(page) for page in self.pages)

    def _has_quiz(self, lesson: UUID) -> bool:
        return any(block.block_type == "quiz" for block in self.page(self.lessons[lesson]).body)

    # --- What can never be done ----------------------------------------------------------------------

    def never_done(self) -> Iterator[Problem]:
        """Gates that wait for each other, or for what is behind them."""
        done = self._can_be_done()
        for module in self.tree.modules:
            blocked = [node for node in module.lessons if node.key not in done]
            for page in (self.page(module), *(self.page(node) for node in blocked)) if blocked else ():
                if page.pk in self.broken or not (waits := self._waits(page, done)):
                    continue
                text = _("It can never open: it waits for %(what)s, and that can never be done before it.")
                yield page, text % {"what": self._titles(waits)}

    def _can_be_done(self) -> set[UUID]:
        """Lessons somebody can get to: what is open from the beginning, what that opens, and so on."""
        done: set[UUID] = set()
        before = -1
        while before < len(done):
            before = len(done)
            for node in self._open_now(done):
                done.add(node.key)
        return done

    def _open_now(self, done: set[UUID]) -> Iterator[LessonNode]:
        """Lessons that are open once these are done; what is added meanwhile counts at once."""
        for module in self.tree.modules:
            for node in module.lessons:
                page = self.page(node)
                if not self._waits(self.page(module), done) and not self._waits(page, done):
                    yield node
                if self.tree.source.in_order and page.required and node.key not in done:
                    return

    def _waits(self, page: Any, done: set[UUID]) -> Gate:
        return unmet(self.gate(page), lambda condition: self._may_hold(condition, done))

    def _may_hold(self, condition: Condition, done: set[UUID]) -> bool:
        if condition.kind in (Kind.LESSON, Kind.QUIZ):
            return condition.key in done
        if condition.kind != Kind.MODULE:
            return True
        module = self.modules.get(condition.key) if condition.key else None
        nodes = module.lessons if module else []
        required = [node.key for node in nodes if self.page(node).required] or [node.key for node in nodes]
        return bool(required) and done.issuperset(required)

    def _titles(self, waits: Gate) -> str:
        keys = dict.fromkeys(one.key for one in conditions_of([waits]))
        nodes = [self.lessons.get(key) or self.modules.get(key) for key in keys if key]
        return ", ".join(_("“%(name)s”") % {"name": self.page(node).title} for node in nodes if node)

    # --- Days ------------------------------------------------------------------------------------------

    def dates(self) -> Iterator[Problem]:
        """Gates that no day from now on can open; a lesson's together with its module's."""
        text = _("No day can open it: its dates do not fit together, or the last day is over.")
        if not self._some_day(self.gate(self.tree.source)):
            yield self.tree.source, text
        for module in self.tree.modules:
            own = self.gate(self.page(module))
            if not self._some_day(own):
                yield self.page(module), text
                continue
            for page in map(self.page, module.lessons):
                if not self._some_day(own + self.gate(page)):
                    yield page, text

    def _some_day(self, gate: Gate) -> bool:
        days = {self.on, *(one.day for one in conditions_of([gate]) if one.day and one.day > self.on)}
        return any(not unmet(gate, lambda one, day=day: _may_be(one, day)) for day in days)  # type: ignore[misc]

    # --- Other courses ---------------------------------------------------------------------------------

    def asks_back(self) -> Iterator[Problem]:
        """A course that asks for another which asks for this one: nobody could ever begin either."""
        mine = self.tree.source.translation_key
        for key in _asked_by(self.gate(self.tree.source)):
            course = self._published.get(key)
            if course and mine in _asked_before(course):
                text = _("It waits for the course “%(title)s”, which waits for this one.")
                yield self.tree.source, text % {"title": course.title}


def _may_be(condition: Condition, day: date) -> bool:
    if condition.day is None or condition.kind not in TIME:
        return True
    return condition.day <= day if condition.kind == Kind.OPENS else day <= condition.day


def _asked_by(gate: Gate) -> set[UUID]:
    """Courses there is no way around."""
    return {group[0].key for group in gate if len(group) == 1 and group[0].key and group[0].kind in OF_COURSES}


def _asked_before(course: Course) -> set[UUID]:
    """Every course that must come before this one, as they are published now."""
    found: set[UUID] = set()
    courses = [course]
    while courses:
        asked = {
            key for one in courses if one.current_release for key in _asked_by(outline_of(one.current_release).gate)
        }
        new = asked - found
        found |= new
        courses = list(Course.objects.filter(translation_key__in=new).select_related("current_release"))
    return found
