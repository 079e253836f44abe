"""A frozen version as plain values, and how a survey becomes one."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cms.texts import CODES, Texts, said

from .enums import WITH_OPTIONS, QuestionKind
from .models import Survey, SurveyQuestion, SurveyVersion

SCHEMA = 1


@dataclass(frozen=True)
class Option:
    key: str
    label: Texts


@dataclass(frozen=True)
class ShowIf:
    """Asked only where an earlier question was answered with one of these."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """One question as it is asked."""

    key: str
    kind: str
    text: Texts
    help: Texts = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    low: Texts = field(default_factory=dict)
    high: Texts = field(default_factory=dict)
    required: bool = False
    cannot_answer: bool = False
    show_if: ShowIf | None = None

    @property
    def texts(self) -> list[Texts]:
        return [text for text in (self.text, self.help, self.low, self.high) if text] + [o.label for o in self.options]


@dataclass(frozen=True)
class Content:
    title: Texts
    intro: Texts
    source: str
    questions: tuple[Asked, ...]

    def language_for(self, language: str) -> str:
        """The reader's language where everything is translated to it, else the one it was written in."""
        return language if language in self.languages else self.source

    @property
    def languages(self) -> list[str]:
        texts = [self.title, *([self.intro] if self.intro else []), *(t for q in self.questions for t in q.texts)]
        return [code for code in CODES if all(text.get(code) for text in texts)]

    def by_key(self) -> dict[str, Asked]:
        return {question.key: question for question in self.questions}


_contents: dict[int, Content] = {}


def content_of(version: SurveyVersion) -> Content:
    """What a version asks; read once in each process, because it never changes."""
    if version.pk not in _contents:
        _contents[version.pk] = _read(version.content)
    return _contents[version.pk]


def forget_contents() -> None:
    """For tests: numbers are given again after a rollback."""
    _contents.clear()


def _read(frozen: dict[str, Any]) -> Content:
    questions = tuple(_question(one) for one in frozen["questions"])
    return Content(frozen["title"], frozen["intro"], frozen["source"], questions)


def _question(frozen: dict[str, Any]) -> Asked:
    options = tuple(Option(one["key"], one["label"]) for one in frozen.get("options", ()))
    show_if = frozen.get("show_if")
    known = {name: frozen[name] for name in ("key", "kind", "text", "help", "low", "high", "required", "cannot_answer")}
    hangs = ShowIf(show_if["question"], tuple(show_if["answers"])) if show_if else None
    return Asked(**known, options=options, show_if=hangs)


# --- Freezing -----------------------------------------------------------------------------------


def frozen(survey: Survey) -> dict[str, Any]:
    """What would be published now. Three queries at any size."""
    rows = list(survey.questions.select_related("question", "show_if").prefetch_related("question__options"))
    return {
        "schema": SCHEMA,
        "title": survey.title,
        "intro": survey.intro,
        "source": survey.source_language,
        "questions": [_frozen_question(row, rows) for row in rows],
    }


def digest_of(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _frozen_question(row: SurveyQuestion, rows: Iterable[SurveyQuestion]) -> dict[str, Any]:
    asked = row.question
    is_scale, chooses = asked.kind == QuestionKind.SCALE, asked.kind in WITH_OPTIONS
    options = [{"key": str(one.key), "label": one.label} for one in asked.options.all()] if chooses else []
    return {
        "key": str(asked.key),
        "kind": str(asked.kind),
        "text": asked.text,
        "help": asked.help,
        "low": asked.low if is_scale else {},
        "high": asked.high if is_scale else {},
        "options": options,
        "required": row.required,
        "cannot_answer": asked.cannot_answer,
        "show_if": _frozen_rule(row),
    }


def _frozen_rule(row: SurveyQuestion) -> dict[str, Any] | None:
    if row.show_if is None:
        return None
    return {"question": str(row.show_if.key), "answers": deciding_answers(row)}


def deciding_answers(row: SurveyQuestion) -> list[str]:
    """What an editor wrote (1, 3 or yes) as stored answers; what cannot be read is left out."""
    assert row.show_if is not None
    words = [word.strip().lower() for word in row.show_if_answer.split(",") if word.strip()]
    if row.show_if.kind == QuestionKind.YES_NO:
        return [word for word in words if word in ("yes", "no")]
    numbers = [int(word) for word in words if word.isdigit()]
    if row.show_if.kind == QuestionKind.SCALE:
        return [str(number) for number in numbers if 1 <= number <= 5]
    options = list(row.show_if.options.all())
    return [str(options[number - 1].key) for number in numbers if 1 <= number <= len(options)]


# --- Is it ready? -------------------------------------------------------------------------------


def problems_of(survey: Survey) -> list[tuple[str, str]]:
    """What stands in the way of publishing: a code of `PROBLEMS` and the question it is about."""
    rows = list(survey.questions.select_related("question", "show_if").prefetch_related("question__options"))
    if not rows:
        return [("no_questions", "")]
    source = survey.source_language
    earlier: set[int] = set()
    found = [] if survey.title.get(source) else [("title_missing", "")]
    for row in rows:
        found += [(code, said(row.question.text, source)) for code in _problems_of_row(row, source, earlier)]
        earlier.add(row.question_id)
    return found


def _problems_of_row(row: SurveyQuestion, source: str, earlier: set[int]) -> Iterable[str]:
    if not row.question.text.get(source):
        yield "text_missing"
    if row.question.kind in WITH_OPTIONS:
        options = list(row.question.options.all())
        if len(options) < 2:
            yield "options_missing"
        if not all(option.label.get(source) for option in options):
            yield "option_text_missing"
    if row.show_if_id and row.show_if_id not in earlier:
        yield "rule_not_earlier"
    elif row.show_if_id and not deciding_answers(row):
        yield "rule_unreadable"
