"""What is looked at before a course is published, told in words an editor understands."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import webvtt
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.models import LessonPage

from ..bank.pools import Pools
from ..gates.checks import gate_problems
from ..page_tree import CourseTree, activity_ids

_PAGE_LINK = re.compile(r'<a[^>]*\blinktype="page"[^>]*>')
_PAGE_ID = re.compile(r'\bid="(\d+)"')


@dataclass(frozen=True)
class Finding:
    """Something to look at. `stops` says whether the course can be published all the same."""

    page_id: int
    page_title: str
    text: str
    stops: bool = True


def check_course(tree: CourseTree, *, on: date) -> list[Finding]:
    """Return everything to mend before publishing (stops) and to know about (does not stop), page by page."""
    findings = _check_structure(tree) + _check_translations(tree)
    linked = _live_pages_among(tree)
    for lesson in tree.lessons:
        findings += _check_lesson(lesson, on=on, live_page_ids=linked)
    findings += [_about(page, text) for page, text in gate_problems(tree, on=on)]
    return findings + _check_draws(tree)


def stops_publishing(findings: list[Finding]) -> bool:
    return any(finding.stops for finding in findings)


def _check_structure(tree: CourseTree) -> list[Finding]:
    course = tree.source
    findings = []
    if not tree.modules:
        findings.append(_about(course, _("The course has no published modules.")))
    if not course.outcome.strip():
        findings.append(_about(course, _("Write what the learner can do afterwards: it stands on the certificate.")))
    if not course.lead.strip():
        findings.append(_about(course, _("The course has no lead: the catalogue shows only its title."), stops=False))
    if not course.topics:
        findings.append(_about(course, _("The course has no topic: nobody finds it by one."), stops=False))
    if course.illustration_id and not course.illustration_alt.strip():
        findings.append(_about(course, _("The illustration needs a text for those who cannot see it."), stops=False))
    empty = [module.pages[tree.source_language] for module in tree.modules if not module.lessons]
    findings += [_about(module, _("The module has no published lessons.")) for module in empty]
    if tree.modules and not any(page.required for page in tree.lessons):
        findings.append(_about(course, _("No lesson is needed to complete the course.")))
    return findings


def _check_translations(tree: CourseTree) -> list[Finding]:
    return [
        _about(
            tree.source,
            _("%(language)s is left out: the lesson “%(lesson)s” is missing there or asks for other things.")
            % {"language": get_language_info(code)["name_local"].capitalize(), "lesson": lesson},
            stops=False,
        )
        for code, lesson in tree.unready.items()
    ]


def _check_lesson(lesson: LessonPage, *, on: date, live_page_ids: set[int]) -> list[Finding]:
    findings = []
    if not len(lesson.body):
        findings.append(_about(lesson, _("The lesson is empty.")))
    if lesson.has_unpublished_changes:
        findings.append(_about(lesson, _("There is a newer draft. The published text is what goes out."), stops=False))
    if any(times > 1 for times in Counter(activity_ids(lesson)).values()):
        findings.append(_about(lesson, _("A quiz or task stands there twice. Delete one and make it anew.")))
    findings += _check_headings(lesson)
    for block in lesson.body:
        findings += [_about(lesson, text) for text in _block_problems(block, live_page_ids)]
        findings += _check_source(lesson, block, on)
    return findings


def _check_draws(tree: CourseTree) -> list[Finding]:
    """Every draw must find its questions, in every language of the release."""
    pools = Pools(tree.languages)
    lessons = [node.pages[tree.source_language] for module in tree.modules for node in module.lessons]
    quizzes = [(lesson, block.value) for lesson in lessons for block in lesson.body if block.block_type == "quiz"]
    return [
        _about(lesson, _shortage(quiz["title"], draw, found))
        for lesson, quiz in quizzes
        for draw, found in pools.shortages(list(quiz["draws"]))
    ]


def _shortage(title: str, draw: Any, found: int) -> str:
    text = _(
        "The quiz “%(quiz)s” draws %(count)s questions tagged %(tags)s, but the question bank has only %(found)s of "
        "them in all languages of the course."
    )
    tags = ", ".join(sorted(draw["tags"] or [])) or "–"
    return text % {"quiz": title, "count": draw["count"], "tags": tags, "found": found}


def _check_headings(lesson: LessonPage) -> list[Finding]:
    levels = [block.value["level"] for block in lesson.body if block.block_type == "heading"]
    if levels and str(levels[0]) == "3":
        return [_about(lesson, _("The first heading is a part of a section that is not there."), stops=False)]
    return []


def _check_source(lesson: LessonPage, block: Any, on: date) -> list[Finding]:
    text = _("The source “%(source)s” should have been looked at again by %(date)s.")
    return [
        _about(lesson, text % {"source": one["title"], "date": one["review_by"].isoformat()}, stops=False)
        for one in _sources(block)
        if one["review_by"] and one["review_by"] < on
    ]


def _sources(block: Any) -> list[Any]:
    if block.block_type == "tabletop":
        return list(block.value["sources"])
    return [block.value] if block.block_type == "source" else []


def _block_problems(block: Any, live_page_ids: set[int]) -> list[str]:
    """What a block's own rules say, and what only can be seen from outside: links, missing files, captions."""
    value = block.value
    found = list(block.block.problems(value).values())
    if block.block_type == "quiz":
        for question in value["questions"]:
            found += question.block.problems(question.value).values()
    if block.block_type in _MUST_HAVE and value[_MUST_HAVE[block.block_type]] is None:
        found.append(_("The file or image of a block is gone. Choose another."))
    if block.block_type == "video":
        found += _caption_problems(value)
    if any(page_id not in live_page_ids for page_id in page_links(value)):
        found.append(_("A link leads to a page that is not published."))
    return found


_MUST_HAVE = {"image": "image", "video": "video", "download": "document"}


def _caption_problems(value: Any) -> list[str]:
    if value["captions"] is None:
        return [_("The film “%(title)s” has no captions.") % {"title": value["title"]}]
    if not str(value["transcript"]).strip():
        return [_("The film “%(title)s” has no transcript.") % {"title": value["title"]}]
    try:
        with value["captions"].file.open("rb") as opened:
            captions = webvtt.from_string(opened.read().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, webvtt.errors.MalformedFileError):
        captions = None
    if not captions:
        return [_("The captions of “%(title)s” cannot be read as WebVTT.") % {"title": value["title"]}]
    return []


def page_links(value: Any) -> set[int]:
    """Ids of the pages that rich text inside a block's value links to."""
    if isinstance(value, RichText):
        return {int(found[1]) for link in _PAGE_LINK.findall(value.source) if (found := _PAGE_ID.search(link))}
    if hasattr(value, "values"):
        return set().union(*(page_links(inner) for inner in value.values()))
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return set()
    return set().union(*(page_links(getattr(inner, "value", inner)) for inner in value))


def _live_pages_among(tree: CourseTree) -> set[int]:
    linked = {page_id for lesson in tree.lessons for block in lesson.body for page_id in page_links(block.value)}
    return set(Page.objects.live().filter(pk__in=linked).values_list("pk", flat=True))


def _about(page: Page, text: str, *, stops: bool = True) -> Finding:
    return Finding(page_id=page.pk, page_title=page.title, text=text, stops=stops)
