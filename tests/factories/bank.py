"""Questions of the bank."""

from datetime import UTC, datetime
from itertools import count

from learning.bank.domain.questions import create_question

AT = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
_numbers = count(1)
WHOLE = {"feedback_correct": "Riktig.", "feedback_wrong": "Nei."}


def option(words, *, correct=False, feedback="Fordi."):
    return {"text": words, "correct": correct, "feedback": feedback}


def said(kind="single_choice", **more):
    """What a question of this kind says, in the shape its block freezes to, the parts without ids."""
    text = {"text": f"Hva gjelder her ({next(_numbers)})?"}
    return text | SAYINGS[kind] | more


SAYINGS = {
    "single_choice": {"options": [option("Hvert år", correct=True), option("Hvert andre år"), option("Aldri")]},
    "multiple_choice": {
        "options": [option("A", correct=True), option("B", correct=True), option("C"), option("D")],
    },
    "true_false": {"answer": True, "feedback_true": "Ja.", "feedback_false": "Jo."},
    "numeric": {"answer": "3000", "tolerance": "0", "unit": "stk", **WHOLE},
    "short_text": {"accepted": ["øvingsdirektiv", "øvingsdirektivet"], **WHOLE},
    "ordering": {"items": [{"text": text} for text in ("Mandat", "Mål", "Scenario", "Innspill")], **WHOLE},
    "matching": {
        "pairs": [{"left": "ROS", "right": "Hva kan skje"}, {"left": "Plan", "right": "Hva gjør vi"}],
        **WHOLE,
    },
}


def make_question(kind="single_choice", *, tags=("ros",), language="nb", category="", by=None, at=AT, **more):
    return create_question(
        kind=kind, language=language, said=said(kind, **more), tags=tags, category=category, by=by, at=at
    )


def make_questions(number, **more):
    return [make_question(**more) for _ in range(number)]
