"""Reading a quiz form. Only what the quiz asked for is taken; what cannot be an answer is left out.

Shapes, by kind of question: an option id; a list of option ids; "true" or "false"; the text as written (number,
short text); {item id: position}; {left id: right id}.
"""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from cms.blocks.presenting import right_id

MAX_TEXT = 200
Question = dict[str, Any]
Answers = dict[str, Any]


def read_answers(questions: list[Question], form: QueryDict) -> Answers:
    """Return the answers given, by question id. A question without an answer is not in it."""
    given = {question["id"]: _READERS[question["type"]](question, form) for question in questions}
    return {question_id: answer for question_id, answer in given.items() if answer}


def unanswered(questions: list[Question], answers: Answers) -> list[str]:
    """Ids of the questions that have no answer yet."""
    return [question["id"] for question in questions if question["id"] not in answers]


def _name(question: Question) -> str:
    return f"q-{question['id']}"


def _one_option(question: Question, form: QueryDict) -> Any:
    chosen = form.get(_name(question), "")
    return chosen if chosen in {option["id"] for option in question["options"]} else None


def _several_options(question: Question, form: QueryDict) -> Any:
    chosen = set(form.getlist(_name(question)))
    return [option["id"] for option in question["options"] if option["id"] in chosen]


def _true_false(question: Question, form: QueryDict) -> Any:
    chosen = form.get(_name(question), "")
    return chosen if chosen in ("true", "false") else None


def _text(question: Question, form: QueryDict) -> Any:
    return form.get(_name(question), "").replace("\x00", "").strip()[:MAX_TEXT]


def _positions(question: Question, form: QueryDict) -> Any:
    possible = {str(place): place for place in range(1, len(question["items"]) + 1)}
    placed = {item["id"]: possible.get(form.get(f"{_name(question)}-{item['id']}", "")) for item in question["items"]}
    return {item_id: place for item_id, place in placed.items() if place}


def _pairs(question: Question, form: QueryDict) -> Any:
    possible = {right_id(pair["right"]) for pair in question["pairs"]}
    chosen = {pair["id"]: form.get(f"{_name(question)}-{pair['id']}", "") for pair in question["pairs"]}
    return {left: right for left, right in chosen.items() if right in possible}


_READERS: dict[str, Callable[[Question, QueryDict], Any]] = {
    "single_choice": _one_option,
    "multiple_choice": _several_options,
    "true_false": _true_false,
    "numeric": _text,
    "short_text": _text,
    "ordering": _positions,
    "matching": _pairs,
}
