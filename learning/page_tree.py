"""The live pages of a course in every language, put side by side by what they are translations of."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cms.blocks.branching import exits_of
from cms.blocks.tabletop import NoMedia
from cms.models import CoursePage, LessonPage, ModulePage


@dataclass
class LessonNode:
    key: UUID
    pages: dict[str, LessonPage]


@dataclass
class ModuleNode:
    key: UUID
    pages: dict[str, ModulePage]
    lessons: list[LessonNode] = field(default_factory=list)


@dataclass
class CourseTree:
    """`unready` says, by language, which lesson keeps a translation out of the release."""

    source: CoursePage
    courses: dict[str, CoursePage]
    modules: list[ModuleNode]
    unready: dict[str, str] = field(default_factory=dict)

    @property
    def source_language(self) -> str:
        return self.source.locale.language_code

    @property
    def languages(self) -> list[str]:
        return list(self.courses)

    @property
    def lessons(self) -> list[LessonPage]:
        """Every lesson page that goes into the release, all languages."""
        return [page for module in self.modules for lesson in module.lessons for page in lesson.pages.values()]


def read_tree(source: CoursePage) -> CourseTree:
    """Read the live pages. A translation is taken along when all its modules and lessons are live and agree."""
    translations = {
        page.locale.language_code: page for page in source.get_translations().live().select_related("locale")
    }
    language = source.locale.language_code
    modules = {code: _modules_below(page) for code, page in ({language: source} | translations).items()}
    tree = CourseTree(source=source, courses={language: source}, modules=_nodes(language, modules[language]))
    for code, page in translations.items():
        if missing := _disagreement(tree, language, modules[code]):
            tree.unready[code] = missing
        else:
            _add_language(tree, code, page, modules[code])
    return tree


Below = dict[UUID, tuple[ModulePage, dict[UUID, LessonPage]]]


def _modules_below(course: CoursePage) -> Below:
    lessons = list(LessonPage.objects.live().descendant_of(course))
    return {
        module.translation_key: (
            module,
            {lesson.translation_key: lesson for lesson in lessons if lesson.path.startswith(module.path)},
        )
        for module in ModulePage.objects.live().child_of(course)
    }


def _nodes(language: str, below: Below) -> list[ModuleNode]:
    return [
        ModuleNode(
            key, {language: module}, [LessonNode(lesson_key, {language: page}) for lesson_key, page in lessons.items()]
        )
        for key, (module, lessons) in below.items()
    ]


def _disagreement(tree: CourseTree, language: str, below: Below) -> str:
    """The title of the first lesson that is missing in a translation or asks for other things; empty when all agree."""
    for module in tree.modules:
        lessons = below.get(module.key, (None, {}))[1]
        for node in module.lessons:
            source = node.pages[language]
            translated = lessons.get(node.key)
            if translated is None or activity_ids(translated) != activity_ids(source):
                return source.title
    return ""


def _add_language(tree: CourseTree, language: str, course: CoursePage, below: Below) -> None:
    tree.courses[language] = course
    for module in tree.modules:
        page, lessons = below[module.key]
        module.pages[language] = page
        for node in module.lessons:
            node.pages[language] = lessons[node.key]


def activity_ids(lesson: LessonPage) -> list[str]:
    """Ids of the blocks a learner does something in, questions included, in order."""
    found = []
    for block in lesson.body:
        if block.block_type in ("quiz", "reflection", "assignment", "tabletop"):
            found.append(str(block.id))
        if block.block_type == "quiz":
            found += [str(question.id) for question in block.value["questions"]]
            found += _terms(block)
        if block.block_type == "assignment":
            found += block.block.terms(block.value)
        if block.block_type == "tabletop":
            found += _ways(block)
    return found


def _ways(tabletop: Any) -> list[str]:
    """Injects and choices, with where they lead: a table that changes language goes on in the same story."""
    frozen = tabletop.block.freeze(tabletop.value, NoMedia())
    return [
        f"{tabletop.id}/{inject['key']}/{','.join(exits_of(inject))}/{','.join(one['id'] for one in inject['choices'])}"
        for inject in frozen["injects"]
    ]


def _terms(quiz: Any) -> list[str]:
    """What a translation may not say otherwise: what is drawn from the bank, and how long an attempt may take."""
    draws = [f"{quiz.id}/{sorted(draw['tags'] or [])}/{draw['count']}" for draw in quiz.value["draws"]]
    minutes = [f"{quiz.id}/{quiz.value['minutes']}"] if quiz.value["minutes"] else []
    return [f"{place}/{terms}" for place, terms in enumerate(draws + minutes)]
