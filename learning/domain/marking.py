"""Marking one question: plain values in, plain values out. No database, no clock, no chance.

What counts, by kind of question, out of one point each:

* one right answer, true or false, number, short text: all or nothing;
* several right answers: every right choice earns a share, every wrong one costs a share, never below nothing
  (three right, chosen two of them and one wrong: 2/3 - 1/3 = 1/3);
* order and pairs: the share that stands in the right place.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from cms.blocks.presenting import right_id

CORRECT, PARTLY, WRONG = "correct", "partly", "wrong"
Question = dict[str, Any]


@dataclass(frozen=True)
class Mark:
    points: Fraction
    feedback: str = ""
    # By option id: what to say at the options that were chosen.
    options: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def result(self) -> str:
        if self.points == 1:
            return CORRECT
        return PARTLY if self.points > 0 else WRONG

    def as_json(self) -> dict[str, Any]:
        return {
            "points": f"{self.points.numerator}/{self.points.denominator}",
            "result": self.result,
            "feedback": self.feedback,
            "options": self.options,
        }


def mark_question(question: Question, answer: Any) -> Mark:
    """Mark one answer; None, or what is not an answer to this kind of question, earns nothing."""
    return _MARKERS[question["type"]](question, answer)


def score_of(marks: list[Mark]) -> int:
    """The score in whole per cent, rounded down: 69.9 is not 70."""
    return int(100 * sum((mark.points for mark in marks), Fraction(0)) / len(marks)) if marks else 0


def _single_choice(question: Question, answer: Any) -> Mark:
    chosen = next((option for option in question["options"] if option["id"] == answer), None)
    if chosen is None:
        return Mark(Fraction(0))
    return Mark(Fraction(int(chosen["correct"])), options=_told([chosen]))


def _multiple_choice(question: Question, answer: Any) -> Mark:
    ids = answer if isinstance(answer, list) else []
    chosen = [option for option in question["options"] if option["id"] in ids]
    right = sum(option["correct"] for option in question["options"])
    earned = sum(1 if option["correct"] else -1 for option in chosen)
    points = max(Fraction(0), Fraction(earned, right)) if right else Fraction(0)
    return Mark(points, options=_told(chosen))


def _told(chosen: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Feedback stands at what was chosen; what was not chosen gives nothing away."""
    return {
        option["id"]: {"result": CORRECT if option["correct"] else WRONG, "feedback": option["feedback"]}
        for option in chosen
    }


def _true_false(question: Question, answer: Any) -> Mark:
    if answer not in ("true", "false"):
        return Mark(Fraction(0))
    right = (answer == "true") == question["answer"]
    feedback = question[f"feedback_{answer}"]
    return Mark(Fraction(int(right)), options={answer: {"result": CORRECT if right else WRONG, "feedback": feedback}})


def _numeric(question: Question, answer: Any) -> Mark:
    number = read_number(answer)
    if number is None:
        return _as_a_whole(question, Fraction(0))
    near = abs(number - Decimal(question["answer"])) <= Decimal(question["tolerance"])
    return _as_a_whole(question, Fraction(int(near)))


def read_number(text: Any) -> Decimal | None:
    """Read a number as people write it: 3 000, 3000, 2,5 and 2.5 are numbers; 1.2.3 and a page of digits are not."""
    plain = "".join(str(text or "").split()).replace("\u2212", "-").replace(",", ".")
    try:
        number = Decimal(plain) if len(plain) <= 30 else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _short_text(question: Question, answer: Any) -> Mark:
    right = read_text(answer) in {read_text(text) for text in question["accepted"]}
    return _as_a_whole(question, Fraction(int(right)))


def read_text(text: Any) -> str:
    """The answer without what does not matter: capitals, extra spaces, a final full stop."""
    return " ".join(str(text or "").casefold().split()).rstrip(".!")


def _ordering(question: Question, answer: Any) -> Mark:
    placed = answer if isinstance(answer, dict) else {}
    right = sum(placed.get(item["id"]) == place for place, item in enumerate(question["items"], start=1))
    return _as_a_whole(question, Fraction(right, len(question["items"])))


def _matching(question: Question, answer: Any) -> Mark:
    chosen = answer if isinstance(answer, dict) else {}
    right = sum(chosen.get(pair["id"]) == right_id(pair["right"]) for pair in question["pairs"])
    return _as_a_whole(question, Fraction(right, len(question["pairs"])))


def _as_a_whole(question: Question, points: Fraction) -> Mark:
    return Mark(points, feedback=question["feedback_correct" if points == 1 else "feedback_wrong"])


_MARKERS: dict[str, Callable[[Question, Any], Mark]] = {
    "single_choice": _single_choice,
    "multiple_choice": _multiple_choice,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_text": _short_text,
    "ordering": _ordering,
    "matching": _matching,
}
