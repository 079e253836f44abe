"""What is exported in these tests: a question of each kind, with signs that mean something in the formats."""

from learning.bank.formats.gift_writer import Exported

TRICKY = "50 % = halvparten ~ {kanskje} #1: a < b & c \\ d"
WHOLE = {"feedback_correct": "Riktig: slik er det.", "feedback_wrong": "Nei = ikke slik."}


def option(text, *, correct=False, feedback="Fordi: ~ a = b #2 {c}"):
    return {"text": text, "correct": correct, "feedback": feedback}


EVERY_KIND = [
    (
        "single_choice",
        {
            "text": f"Hva er {TRICKY}?",
            "options": [option("Rett", correct=True), option(TRICKY), option("Galt", feedback="")],
        },
    ),
    (
        "multiple_choice",
        {
            "text": "Hvilke?\n\nVelg alle.",
            "options": [option("A", correct=True), option("B", correct=True), option("C", correct=True), option("D")],
        },
    ),
    ("true_false", {"text": "Planen øves.", "answer": True, "feedback_true": "Ja.", "feedback_false": "Jo: § 7."}),
    ("true_false", {"text": "Planen øves aldri.", "answer": False, "feedback_true": "Nei.", "feedback_false": ""}),
    ("numeric", {"text": "Hvor mange?", "answer": "-3000.5", "tolerance": "0.25", "unit": "stk", **WHOLE}),
    ("short_text", {"text": "Hva heter det?", "accepted": ["øvings=direktiv", "a*b", "æøå"], **WHOLE}),
    (
        "ordering",
        {
            "text": "Sett i rekkefølge.",
            "items": [{"text": text} for text in ("Mandat", "Mål: 1", "Øv = gjør")],
            **WHOLE,
        },
    ),
    (
        "matching",
        {
            "text": "Hva hører sammen?",
            "pairs": [{"left": "ROS = hva", "right": "Hva kan skje"}, {"left": "Plan", "right": "Hva gjør vi -> nå"}],
            **WHOLE,
        },
    ),
]


def exported(kind, said, *, category="Beredskap/Plan", tags=("ros", "lov")):
    return Exported("3f2b9c1e-52a1-4c57-9a53-0a7f0d1c2b3a", kind, said, category, tags)
