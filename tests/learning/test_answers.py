"""Reading a quiz form: only what was asked for is taken."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cms.blocks.presenting import right_id
from learning.answers import MAX_TEXT, read_answers, unanswered
from learning.domain.marking import mark_question
from learning.seeds import right_answers
from tests.factories import blocks
from tests.learning.domain.test_marking import frozen

QUESTIONS = frozen(*blocks.every_question(name="q"))
BY_KIND = {question["type"]: question for question in QUESTIONS}


def form(**fields):
    """A posted form; names are those of the templates, values lists."""
    posted = QueryDict(mutable=True)
    for name, values in fields.items():
        posted.setlist(name, values)
    return posted


def given_to(kind, *values, item=""):
    question = BY_KIND[kind]
    name = f"q-{question['id']}{item and '-' + item}"
    return read_answers([question], form(**{name: list(values)})).get(question["id"])


def filled_in(answers):
    """The form a browser would send for these answers."""
    fields = {}
    for question in QUESTIONS:
        answer = answers[question["id"]]
        name = f"q-{question['id']}"
        if isinstance(answer, dict):
            fields |= {f"{name}-{item}": [str(value)] for item, value in answer.items()}
        else:
            fields[name] = answer if isinstance(answer, list) else [answer]
    return form(**fields)


def test_every_kind_comes_back_as_it_was_filled_in():
    answers = right_answers(QUESTIONS)

    assert read_answers(QUESTIONS, filled_in(answers)) == answers


def test_an_empty_form_answers_nothing():
    assert read_answers(QUESTIONS, form()) == {}
    assert unanswered(QUESTIONS, {}) == [question["id"] for question in QUESTIONS]


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice", "true_false"])
@pytest.mark.parametrize("value", ["", "unknown", "\x00", "True", blocks.block_id("elsewhere")])
def test_an_option_that_was_not_offered_is_no_answer(kind, value):
    assert given_to(kind, value) is None


def test_known_options_are_taken_and_unknown_left_out():
    first = BY_KIND["multiple_choice"]["options"][0]["id"]

    assert given_to("multiple_choice", "unknown", first, first) == [first]


@pytest.mark.parametrize("kind", ["numeric", "short_text"])
def test_text_is_trimmed_cut_and_cleaned(kind):
    assert given_to(kind, "  3\x00000 ") == "3000"
    assert given_to(kind, "x" * 2_000_000) == "x" * MAX_TEXT
    assert given_to(kind, " \x00 ") is None


@pytest.mark.parametrize("place", ["0", "5", "-1", "1.0", "²", "१", "", "1" * 5000])
def test_a_place_that_is_none_is_left_out(place):
    item = BY_KIND["ordering"]["items"][0]["id"]

    assert given_to("ordering", place, item=item) is None


def test_places_and_pairs_of_unknown_things_are_left_out():
    left = BY_KIND["matching"]["pairs"][0]["id"]

    assert given_to("ordering", "1", item="unknown") is None
    assert given_to("matching", right_id("Hva kan skje"), item="unknown") is None
    assert given_to("matching", right_id("noe annet"), item=left) is None
    assert given_to("matching", right_id("Hva gjør vi"), item=left) == {left: right_id("Hva gjør vi")}


NAMES = [f"q-{question['id']}" for question in QUESTIONS]
NAMES += [f"q-{BY_KIND['ordering']['id']}-{item['id']}" for item in BY_KIND["ordering"]["items"]]
NAMES += [f"q-{BY_KIND['matching']['id']}-{pair['id']}" for pair in BY_KIND["matching"]["pairs"]]


@given(fields=st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(), max_size=3)))
def test_whatever_is_posted_can_be_marked_and_stored(fields):
    answers = read_answers(QUESTIONS, form(**fields))

    assert "\x00" not in str(answers)
    for question in QUESTIONS:
        assert 0 <= mark_question(question, answers.get(question["id"])).points <= 1
