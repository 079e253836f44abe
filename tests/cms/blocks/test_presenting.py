"""What a learner's browser gets of a question never holds the key."""

import json
import re
from itertools import permutations

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from cms.blocks.base import freeze_stream
from cms.blocks.presenting import mixed, present, right_id
from cms.blocks.streams import LessonStreamBlock
from tests.factories import blocks

LESSON = LessonStreamBlock()
SECRET = "hemmelig"


def frozen(raw):
    return freeze_stream(LESSON.to_python([blocks.quiz(raw)]), media=None)[0]["questions"][0]


def with_secrets(raw):
    """The same question with a word in every key and feedback that could leak."""
    question = frozen(raw)
    for option in question.get("options", []):
        option["feedback"] = SECRET
    for name in ("feedback_true", "feedback_false", "feedback_correct", "feedback_wrong"):
        if name in question:
            question[name] = SECRET
    if question["type"] == "short_text":
        question["accepted"] = [SECRET]
    if question["type"] == "numeric":
        question |= {"answer": "987654", "tolerance": "13579"}
    return question


def drawn(question):
    return render_to_string(f"theme/questions/{question['type']}.html", {"question": question})


ALL = {
    raw["type"]: raw
    for raw in (
        blocks.single_choice(),
        blocks.multiple_choice(),
        blocks.true_false(),
        blocks.numeric(),
        blocks.short_text(),
        blocks.ordering(),
        blocks.matching(),
    )
}
ANSWERS = {
    "single_choice": [blocks.block_id("single1")],
    "multiple_choice": [blocks.block_id("multiple3")],
    "true_false": "false",
    "numeric": "12",
    "short_text": "plan",
    "ordering": {blocks.block_id("ordering0"): 4},
    "matching": {blocks.block_id("matching0"): right_id("Hva gjør vi")},
}
KEYS = ("correct", "answer", "tolerance", "accepted", "feedback_true", "feedback_false", "feedback_correct", "pairs")


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("answered", [False, True], ids=["fresh", "answered"])
def test_presented_values_and_markup_hold_no_key(kind, answered):
    question = with_secrets(ALL[kind])
    assert any(word in json.dumps(question) for word in (SECRET, "987654"))

    shown = present(question, number=1, answer=ANSWERS[kind] if answered else None, seed="a")

    for text in (json.dumps(shown), drawn(shown)):
        assert not any(word in text for word in (SECRET, "987654", "13579"))
    assert not set(shown) & set(KEYS)
    assert (shown["result"], shown["feedback"], shown["disabled"]) == (None, "", False)
    for option in shown.get("options", []):
        assert (option["result"], option["feedback"]) == (None, "")
        assert set(option) == {"id", "text", "selected", "result", "feedback"}


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice"])
def test_options_look_the_same_whichever_is_right(kind):
    question = frozen(ALL[kind])
    other = json.loads(json.dumps(question))
    for option in other["options"]:
        option["correct"] = not option["correct"]

    assert present(question, number=1, seed="a") == present(other, number=1, seed="a")


def test_true_and_false_look_the_same_whichever_is_right():
    true = present(frozen(blocks.true_false(answer=True)), number=1)
    false = present(frozen(blocks.true_false(answer=False)), number=1)

    assert true == false
    assert [option["id"] for option in true["options"]] == ["true", "false"]


def test_ordering_looks_the_same_whatever_the_right_order():
    question = frozen(blocks.ordering())
    shown = present(question, number=1, seed="a")

    for order in permutations(question["items"]):
        assert present(question | {"items": list(order)}, number=1, seed="a") == shown


def test_matching_shows_the_right_hand_column_the_same_whatever_belongs_together():
    question = frozen(blocks.matching())
    first, second = question["pairs"]
    crossed = [first | {"right": second["right"]}, second | {"right": first["right"]}]

    shown = present(question, number=1, seed="a")

    assert present(question | {"pairs": crossed}, number=1, seed="a") == shown
    assert not {left["id"] for left in shown["lefts"]} & {right["id"] for right in shown["rights"]}


def test_two_lefts_may_belong_to_the_same_right():
    question = frozen(blocks.matching())
    for pair in question["pairs"]:
        pair["right"] = "Det samme"

    shown = present(question, number=1)

    assert shown["rights"] == [{"id": right_id("Det samme"), "text": "Det samme"}]


def test_mixture_is_the_same_for_one_attempt_and_another_for_the_next():
    items = [{"id": str(number)} for number in range(6)]

    orders = {tuple(item["id"] for item in mixed(items, seed=str(seed))) for seed in range(20)}

    assert mixed(items, seed="a") == mixed(items[::-1], seed="a")
    assert len(orders) > 10


@pytest.mark.parametrize("kind", ALL)
def test_saved_answer_is_shown_again(kind):
    shown = present(frozen(ALL[kind]), number=1, answer=ANSWERS[kind], seed="a")

    html = drawn(shown)

    if "options" in shown:
        chosen = [option["id"] for option in shown["options"] if option["selected"]]
        assert chosen == (ANSWERS[kind] if isinstance(ANSWERS[kind], list) else [ANSWERS[kind]])
        assert len(re.findall(r"<input[^>]* checked", html)) == 1
    elif "value" in shown:
        assert f'value="{ANSWERS[kind]}"' in html
    else:
        assert len(re.findall(r"<option[^>]* selected", html)) == 1


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("wrong", [None, "", [], {}, "nonsense", ["x"], {"x": "y"}, 7])
def test_answer_of_another_shape_is_shown_as_none(kind, wrong):
    shown = present(frozen(ALL[kind]), number=1, answer=wrong, seed="a")

    assert drawn(shown)
    assert not any(option["selected"] for option in shown.get("options", []))


def test_what_marking_said_is_shown_by_word_and_locks_the_answer():
    question = frozen(blocks.single_choice())
    chosen = question["options"][1]["id"]
    told = {chosen: {"result": "wrong", "feedback": "Fordi."}}
    marked = {"result": "wrong", "feedback": "Se igjen.", "options": told}

    shown = present(question, number=3, answer=[chosen], marked=marked)

    assert (shown["result"], shown["feedback"], shown["disabled"]) == ("wrong", "Se igjen.", True)
    assert [option["feedback"] for option in shown["options"]] == ["", "Fordi.", ""]
    with translation.override("en"):
        html = drawn(shown)
    assert "Se igjen." in html
    assert "Not right" in html


def test_error_is_tied_to_its_question():
    shown = present(frozen(blocks.numeric()), number=1, answer="mange", error="Write a number.")

    html = drawn(shown)

    assert f'id="{shown["name"]}_error"' in html
    assert re.search(rf'aria-invalid="true" aria-describedby="[^"]*{shown["name"]}_error', html)
    assert 'value="mange"' in html


def test_words_of_people_are_escaped():
    question = frozen(blocks.short_text()) | {"text": "<script>1</script>"}

    html = drawn(present(question, number=1, answer='"><img src=x onerror=alert(1)>'))

    assert "<script" not in html
    assert "<img" not in html
