"""From a frozen question to what its template shows: mixed where it must be, never with the key in it.

The template's values are plain: see `theme/templates/theme/questions/`. Feedback is added by whoever marked the answer.
"""

import hashlib
from typing import Any

from django.utils.translation import gettext as _

Question = dict[str, Any]
Marked = dict[str, Any]


def present(
    question: Question,
    *,
    number: int,
    answer: Any = None,
    marked: Marked | None = None,
    seed: str = "",
    error: str = "",
    mix: bool = False,
) -> dict[str, Any]:
    """Return the template's `question`. `answer` is what was saved, `marked` what marking said (or None),
    `seed` decides the order of what is mixed and must stay the same through one attempt. `mix` says that options are
    mixed too, unless the question wants them as they stand."""
    marked = marked or {}
    if mix and "options" in question and not question.get("keep_order"):
        question = question | {"options": mixed(question["options"], seed=seed)}
    shown = {
        "id": question["id"],
        "type": question["type"],
        "number": number,
        "text": question["text"],
        "name": f"q-{question['id']}",
        "unit": question.get("unit", ""),
        "points_text": "",
        "result": marked.get("result"),
        "feedback": marked.get("feedback", ""),
        "disabled": bool(marked),
        "error": error,
    }
    return shown | _PRESENTERS[question["type"]](question, answer, marked, seed)


def mixed(items: list[dict[str, Any]], *, seed: str) -> list[dict[str, Any]]:
    """Return the items in an order that looks random and is the same for the same seed."""
    return sorted(items, key=lambda item: hashlib.sha256(f"{seed}{item['id']}".encode()).digest())


def _options(question: Question, answer: Any, marked: Marked, seed: str) -> dict[str, Any]:
    chosen = answer if isinstance(answer, list) else [answer]
    told = marked.get("options", {})
    return {
        "options": [
            {"id": option["id"], "text": option["text"], "selected": option["id"] in chosen}
            | {"result": None, "feedback": "", **told.get(option["id"], {})}
            for option in question["options"]
        ]
    }


def _true_false(question: Question, answer: Any, marked: Marked, seed: str) -> dict[str, Any]:
    told = marked.get("options", {})
    return {
        "options": [
            {"id": key, "text": text, "selected": answer == key, "result": None, "feedback": "", **told.get(key, {})}
            for key, text in (("true", _("True")), ("false", _("False")))
        ]
    }


def _value(question: Question, answer: Any, marked: Marked, seed: str) -> dict[str, Any]:
    return {"value": answer or ""}


def _ordering(question: Question, answer: Any, marked: Marked, seed: str) -> dict[str, Any]:
    placed = answer if isinstance(answer, dict) else {}
    items = [
        {"id": item["id"], "text": item["text"], "name": f"q-{question['id']}-{item['id']}"}
        | {"position": placed.get(item["id"])}
        for item in mixed(question["items"], seed=seed)
    ]
    return {"items": items, "positions": list(range(1, len(items) + 1))}


def _matching(question: Question, answer: Any, marked: Marked, seed: str) -> dict[str, Any]:
    chosen = answer if isinstance(answer, dict) else {}
    lefts = [
        {"id": pair["id"], "text": pair["left"], "name": f"q-{question['id']}-{pair['id']}"}
        | {"chosen": chosen.get(pair["id"])}
        for pair in question["pairs"]
    ]
    rights = {right_id(pair["right"]): pair["right"] for pair in question["pairs"]}
    return {"lefts": lefts, "rights": mixed([{"id": key, "text": text} for key, text in rights.items()], seed=seed)}


def right_id(text: str) -> str:
    """The name of a right-hand text: made of the text alone, so that it does not give away where it belongs."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


_PRESENTERS = {
    "single_choice": _options,
    "multiple_choice": _options,
    "true_false": _true_false,
    "numeric": _value,
    "short_text": _value,
    "ordering": _ordering,
    "matching": _matching,
}
