"""Keys of questions that were wrong and are mended beside the release: plain values, and what a process remembers.

A correction holds by language what answers are compared with, and the feedback that goes with it; the question's own
words stay as the release has them. It fits a question that has the same parts.
"""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from .models import Course, Regrade

Question = dict[str, Any]
Key = dict[str, Any]

FEEDBACK = ("feedback_correct", "feedback_wrong")
KEPT = 128
_known: "OrderedDict[tuple[UUID, int], list[Regrade]]" = OrderedDict()


def key_of(question: Question) -> Key:
    """What answers to a question are compared with, and its feedback."""
    kind = question["type"]
    if kind in ("single_choice", "multiple_choice"):
        return {
            "options": {
                option["id"]: {"correct": option["correct"], "feedback": option["feedback"]}
                for option in question["options"]
            }
        }
    if kind == "matching":
        return {"pairs": {pair["id"]: pair["right"] for pair in question["pairs"]}} | _named(question, *FEEDBACK)
    if kind == "ordering":
        return {"items": [item["id"] for item in question["items"]]} | _named(question, *FEEDBACK)
    names = ("answer", "tolerance", "accepted", "feedback_true", "feedback_false", *FEEDBACK)
    return _named(question, *names)


def _named(question: Question, *names: str) -> Key:
    return {name: question[name] for name in names if name in question}


def fits(question: Question, key: Key) -> bool:
    """Whether a key can be put under a question: the same kind, with the same parts."""
    own = key_of(question)
    if own.keys() != key.keys():
        return False
    if "options" in own:
        return bool(own["options"].keys() == key["options"].keys())
    if "pairs" in own:
        return own["pairs"].keys() == key["pairs"].keys() and set(own["pairs"].values()) == set(key["pairs"].values())
    return "items" not in own or set(own["items"]) == set(key["items"])


def marks_alike(one: Key, other: Key) -> bool:
    """Whether two keys say the same of every answer, whatever their feedback."""
    return _without_words(one) == _without_words(other)


def _without_words(key: Key) -> Key:
    plain = {name: value for name, value in key.items() if not name.startswith("feedback")}
    if "options" in plain:
        plain["options"] = {option: said["correct"] for option, said in plain["options"].items()}
    return plain


def with_key(question: Question, key: Key) -> Question:
    """The question under another key; as it is where the key does not fit."""
    if not fits(question, key):
        return question
    if "options" in key:
        return question | {"options": [option | key["options"][option["id"]] for option in question["options"]]}
    plain = {name: value for name, value in key.items() if name not in ("pairs", "items")}
    if "pairs" in key:
        plain["pairs"] = [pair | {"right": key["pairs"][pair["id"]]} for pair in question["pairs"]]
    if "items" in key:
        known = {item["id"]: item for item in question["items"]}
        plain["items"] = [known[one] for one in key["items"]]
    return question | plain


def corrected(questions: list[Question], course: Course, *, item_key: str, language: str) -> list[Question]:
    """Questions of a release as they are marked now. No query for a course whose keys were never mended, and one for
    each process that has not met its latest correction."""
    if not course.corrections:
        return questions
    mended: dict[str, Key] = {}
    for regrade in _corrections_of(course):
        if regrade.item_key == item_key and language in regrade.correction:
            mended[regrade.question_id] = regrade.correction[language]
    return [with_key(one, mended[one["id"]]) if one["id"] in mended else one for one in questions]


def _corrections_of(course: Course) -> Iterable[Regrade]:
    key = (course.translation_key, course.corrections)
    known = _known.get(key)
    if known is None:
        known = list(Regrade.objects.filter(course=course).order_by("pk").defer("reason"))
        _known[key] = known
        if len(_known) > KEPT:
            _known.popitem(last=False)
    return known
