"""Marking: a table of cases for each kind of question, and what must hold for any answer at all."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.blocks.base import freeze_stream
from cms.blocks.live_media import LiveMedia
from cms.blocks.presenting import right_id
from cms.blocks.streams import LessonStreamBlock
from learning.domain.marking import Mark, mark_question, read_number, score_of
from learning.seeds import right_answers
from tests.factories import blocks

ONE, NOTHING = Fraction(1), Fraction(0)


def frozen(*raw):
    """The questions as a release holds them."""
    stream = LessonStreamBlock().to_python([blocks.quiz(*raw)])
    return freeze_stream(stream, LiveMedia())[0]["questions"]


def points(raw, answer):
    return mark_question(frozen(raw)[0], answer).points


def ids(name, *numbers):
    return [blocks.block_id(f"{name}{number}") for number in numbers]


@pytest.mark.parametrize(
    ("answer", "earned"),
    [(ids("single", 0)[0], ONE), (ids("single", 1)[0], NOTHING), ("unknown", NOTHING), (None, NOTHING), ([], NOTHING)],
)
def test_one_right_answer(answer, earned):
    assert points(blocks.single_choice(), answer) == earned


@pytest.mark.parametrize(
    ("chosen", "earned"),
    [
        ((0, 1, 2), ONE),
        ((0, 1), Fraction(2, 3)),
        ((0, 1, 3), Fraction(1, 3)),
        ((0, 1, 2, 3), Fraction(2, 3)),
        ((0, 3), NOTHING),
        ((3,), NOTHING),
        ((), NOTHING),
        ((0, 0, 0), Fraction(1, 3)),
    ],
)
def test_several_right_answers(chosen, earned):
    assert points(blocks.multiple_choice(), ids("multiple", *chosen)) == earned


@pytest.mark.parametrize(
    ("key", "answer", "earned"),
    [(True, "true", ONE), (True, "false", NOTHING), (False, "false", ONE), (False, "true", NOTHING)],
)
def test_true_or_false(key, answer, earned):
    assert points(blocks.true_false(answer=key), answer) == earned


@pytest.mark.parametrize("junk", ["", None, "False", True, []])
def test_neither_true_nor_false(junk):
    assert points(blocks.true_false(answer=False), junk) == NOTHING


@pytest.mark.parametrize(
    ("key", "tolerance", "answer", "earned"),
    [
        ("3000", "0", "3000", ONE),
        ("3000", "0", "3 000", ONE),
        ("3000", "0", "3\u00a0000", ONE),
        ("3000", "0", "3000,0", ONE),
        ("3000", "0", "3001", NOTHING),
        ("2.5", "0", "2,5", ONE),
        ("2.5", "0.1", "2.6", ONE),
        ("2.5", "0.1", "2.61", NOTHING),
        ("-4", "0", "\u22124", ONE),
        ("0", "0", "", NOTHING),
        ("0", "0", "0", ONE),
    ],
)
def test_a_number(key, tolerance, answer, earned):
    assert points(blocks.numeric(answer=key, tolerance=tolerance), answer) == earned


@pytest.mark.parametrize("text", ["", "tre", "1.2.3", "1e", "NaN", "Infinity", "9" * 31, None, [], "--3"])
def test_what_is_not_a_number(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("answer", "earned"),
    [
        ("øvingsdirektiv", ONE),
        ("  ØVINGSDIREKTIV. ", ONE),
        ("øvings direktiv", NOTHING),
        ("", NOTHING),
        (None, NOTHING),
    ],
)
def test_a_short_text(answer, earned):
    assert points(blocks.short_text(), answer) == earned


@pytest.mark.parametrize(
    ("order", "earned"),
    [
        ((1, 2, 3, 4), ONE),
        ((2, 1, 3, 4), Fraction(1, 2)),
        ((4, 3, 2, 1), NOTHING),
        ((1,), Fraction(1, 4)),
        ((), NOTHING),
    ],
)
def test_an_order(order, earned):
    answer = dict(zip(ids("ordering", 0, 1, 2, 3), order, strict=False))

    assert points(blocks.ordering(), answer) == earned


@pytest.mark.parametrize(
    ("rights", "earned"),
    [
        (("Hva kan skje", "Hva gjør vi"), ONE),
        (("Hva gjør vi", "Hva kan skje"), NOTHING),
        (("Hva kan skje", "Hva kan skje"), Fraction(1, 2)),
        ((), NOTHING),
    ],
)
def test_pairs(rights, earned):
    answer = dict(zip(ids("matching", 0, 1), map(right_id, rights), strict=False))

    assert points(blocks.matching(), answer) == earned


def test_pairs_with_the_same_right_side_may_be_swapped():
    raw = blocks.matching()
    raw["value"]["pairs"][1]["value"]["right"] = "Hva kan skje"

    assert points(raw, dict.fromkeys(ids("matching", 0, 1), right_id("Hva kan skje"))) == ONE


def test_feedback_stands_only_at_what_was_chosen():
    mark = mark_question(frozen(blocks.multiple_choice())[0], ids("multiple", 3))

    assert mark.options == {ids("multiple", 3)[0]: {"result": "wrong", "feedback": "Fordi."}}


@pytest.mark.parametrize(("answer", "told"), [("3000", "Riktig."), ("3001", "Nei."), (None, "Nei.")])
def test_a_question_answered_as_a_whole_has_one_feedback(answer, told):
    assert mark_question(frozen(blocks.numeric())[0], answer).feedback == told


@pytest.mark.parametrize(("earned", "result"), [(ONE, "correct"), (Fraction(1, 3), "partly"), (NOTHING, "wrong")])
def test_a_mark_says_its_result(earned, result):
    assert Mark(earned).result == result
    assert Mark(earned).as_json()["points"] == f"{earned.numerator}/{earned.denominator}"


@pytest.mark.parametrize(
    ("marks", "score"),
    [
        ([], 0),
        ([ONE], 100),
        ([ONE, ONE, NOTHING], 66),
        ([Fraction(1, 3)] * 3, 33),
        ([Fraction(699, 1000)], 69),
        ([Fraction(1, 3), Fraction(2, 3)], 50),
    ],
)
def test_the_score_is_rounded_down(marks, score):
    assert score_of([Mark(earned) for earned in marks]) == score


def test_who_knows_everything_scores_a_hundred():
    questions = frozen(*blocks.every_question())
    answers = right_answers(questions)

    assert score_of([mark_question(question, answers[question["id"]]) for question in questions]) == 100


KNOWN_IDS = ids("every-single_choice", 0, 1, 2) + ids("every-multiple_choice", 0, 3) + ids("every-ordering", 0, 1)
WORDS = st.one_of(st.text(max_size=40), st.sampled_from([*KNOWN_IDS, "true", "false", "3000", "1e400", "\x00", "٣"]))
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS)
JUNK = st.recursive(LEAVES, lambda inner: st.one_of(st.lists(inner), st.dictionaries(WORDS, inner)), max_leaves=8)


@given(answers=st.lists(JUNK, min_size=7, max_size=7))
def test_no_answer_whatever_breaks_marking(answers):
    questions = frozen(*blocks.every_question())

    marks = [mark_question(question, answer) for question, answer in zip(questions, answers, strict=True)]

    assert all(0 <= mark.points <= 1 for mark in marks)
    assert 0 <= score_of(marks) <= 100
