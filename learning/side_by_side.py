"""Two releases beside each other: the lessons that differ, line by line, in one language. Plain values for a template.

Frozen blocks are written out as lines of text, quizzes with their keys; Wagtail's own comparison marks the words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from typing import Any
from uuid import UUID

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.compare import diff_text
from wagtail.rich_text import get_text_for_indexing

from .changes import Changes, LessonChange
from .gates.words import Wording
from .models import CourseRelease, ReleaseLesson
from .outline import Lesson, outline_of

Block = dict[str, Any]
# What a frozen block holds beside words people read.
NOT_WORDS = frozenset(
    {"id", "type", "url", "mime", "size", "extension", "anchor", "level", "width", "height", "tone", "decorative"}
)


@dataclass(frozen=True)
class Row:
    """A line in both; what is only in one stands beside nothing. HTML, with the differing words marked."""

    before: SafeString
    after: SafeString
    same: bool = False


@dataclass(frozen=True)
class LessonRows:
    change: LessonChange
    title: str
    rows: list[Row]


def compare_lessons(
    before: CourseRelease, after: CourseRelease, changes: Changes, *, language: str
) -> list[LessonRows]:
    """The lessons that differ, each with its lines. Two queries."""
    keys = [change.lesson.key for change in changes.lessons]
    old, new = _contents(before, keys, language), _contents(after, keys, language)
    return [
        LessonRows(
            change,
            _in(change.lesson.titles, language),
            _rows(
                _lesson_lines(before, change.before, old.get(change.lesson.key, []), language),
                _lesson_lines(after, change.after, new.get(change.lesson.key, []), language),
            ),
        )
        for change in changes.lessons
    ]


def _contents(release: CourseRelease, keys: list[UUID], language: str) -> dict[UUID, list[Block]]:
    language = outline_of(release).language_for(language)
    rows = ReleaseLesson.objects.filter(release=release, lesson_key__in=keys, language=language)
    return dict(rows.values_list("lesson_key", "content"))


def _in(titles: dict[str, str], language: str) -> str:
    return titles.get(language) or next(iter(titles.values()), "")


# --- Lines -------------------------------------------------------------------------------------------


def _lesson_lines(release: CourseRelease, lesson: Lesson | None, blocks: list[Block], language: str) -> list[str]:
    if lesson is None:
        return []
    required = _("Required") if lesson.required else _("Not required")
    words = (line for block in blocks for line in block_lines(block))
    return [f"{_in(lesson.titles, language)} ({required})", *_gate_lines(release, lesson, language), *words]


def _gate_lines(release: CourseRelease, lesson: Lesson, language: str) -> list[str]:
    """When the lesson opens, as its learners read it."""
    outline = outline_of(release)
    said = Wording(outline, outline.language_for(language), None).gate(lesson.gate)
    return [unescape(strip_tags(one)) for one in said]


def block_lines(block: Block) -> Iterator[str]:
    """The words of a frozen block, a line each; of a quiz also what is needed to pass, and which answers are right."""
    if block["type"] == "quiz":
        yield block["title"]
        yield _("Needed to pass: %(mark)s per cent") % {"mark": block["pass_mark"]}
        yield _("Attempts: %(number)s") % {"number": block["max_attempts"] or _("as many as one likes")}
        for number, question in enumerate(block["questions"], start=1):
            yield f"{number}. {question['text']}"
            yield from _key_lines(question)
        return
    if block["type"] == "assignment":
        yield from _assignment_lines(block)
        return
    for name, value in block.items():
        if not _is_no_word(name):
            yield from _lines(value)


def _assignment_lines(block: Block) -> Iterator[str]:
    """The task, the rule, and every level of the rubric with its points."""
    yield block["title"]
    yield from _lines(block["html"])
    if block["judged"] == "points":
        yield _("Needed to pass: %(mark)s per cent") % {"mark": block["pass_mark"]}
    yield _("Attempts: %(number)s") % {"number": block["max_attempts"]}
    yield _("Days to hand it in: %(number)s") % {"number": block["due_days"] or "–"}
    yield _("Assessments by other learners: %(number)s") % {"number": block["peer_reviews"]}
    for criterion in block["criteria"]:
        yield from _lines([criterion["title"], criterion["text"]])
        for level in criterion["levels"]:
            yield f"{level['points']}: {level['title']}. {level['text']}"


def _key_lines(question: Block) -> Iterator[str]:
    for name, value in question.items():
        if name == "options":
            for option in value:
                yield f"{'✓' if option['correct'] else '✗'} {option['text']}"
                yield from _lines(option["feedback"])
        elif name == "answer":
            yield _("Right answer: %(answer)s") % {"answer": _said(value)}
        elif name == "pairs":
            yield from (f"{pair['left']} → {pair['right']}" for pair in value)
        elif name != "text" and not _is_no_word(name):
            yield from _lines(value)


def _said(answer: Any) -> str:
    if isinstance(answer, bool):
        return _("true") if answer else _("false")
    return str(answer)


def _is_no_word(name: str) -> bool:
    return name in NOT_WORDS or name.endswith(("_url", "sha256"))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        text = get_text_for_indexing(value) if "<" in value else value
        yield from (line.strip() for line in text.splitlines() if line.strip())
    elif isinstance(value, dict):
        for name, inner in value.items():
            if not _is_no_word(name):
                yield from _lines(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _lines(inner)


# --- Side by side ------------------------------------------------------------------------------------


def _rows(before: list[str], after: list[str]) -> list[Row]:
    rows = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for what, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        old, new = before[a_from:a_to], after[b_from:b_to]
        for place in range(max(len(old), len(new))):
            left, right = (lines[place] if place < len(lines) else "" for lines in (old, new))
            rows.append(_row(left, right, same=what == "equal"))
    return rows


def _row(left: str, right: str, *, same: bool) -> Row:
    if same:
        text = format_html("{}", left)
        return Row(text, text, same=True)
    changes = diff_text(left, right).changes
    return Row(_marked(changes, "deletion", "del"), _marked(changes, "addition", "ins"))


def _marked(changes: list[tuple[str, str]], kind: str, tag: str) -> SafeString:
    """One side: what both have, and what it has alone, marked."""
    parts = ((what, words) for what, words in changes if what in ("equal", kind))
    return format_html_join(
        "",
        "{}",
        ((words if what == "equal" else format_html("<{0}>{1}</{0}>", tag, words),) for what, words in parts),
    )
