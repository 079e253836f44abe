"""From a frozen version to a form, and from what was typed to answers."""

import pytest
from django.http import QueryDict
from django.utils import translation

from learning.surveys.answers import CANNOT
from learning.surveys.content import content_of
from learning.surveys.forms import AnswerForm, draft_from
from tests.factories.surveys import make_question, make_survey, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def form_of(*questions, language="nb", draft=None, **typed):
    """A form of one survey, filled in by place: q1="4", q1_cannot="on"."""
    content = content_of(publish(make_survey(*questions)))
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        place, _under, more = name.removeprefix("q").partition("_")
        key = f"q-{content.questions[int(place) - 1].key}" + (f"-{more}" if more else "")
        data.setlist(key, value if isinstance(value, list) else [value])
    return AnswerForm(data if typed else None, content=content, language=language, draft=draft)


def answers_of(form):
    assert form.is_valid(), form.errors
    return list(form.answers.values())


def errors_of(form):
    assert not form.is_valid()
    return [str(error) for errors in form.errors.values() for error in errors]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("scale", "4", 4),
        ("yes_no", "no", "no"),
        ("number", "12,50", "12.5"),
        ("number", "1000", "1000"),
        ("number", "−3", "-3"),
        ("date", "2027-02-25", "2027-02-25"),
        ("short_text", "  Aggregat ", "Aggregat"),
        ("long_text", "To\nlinjer", "To\nlinjer"),
    ],
)
def test_every_kind_is_read(kind, typed, kept):
    assert answers_of(form_of(make_question(kind), q1=typed)) == [kept]


def test_options_are_kept_by_their_keys():
    question = make_question("multiple_choice", options=["Kurs", "Øvelse", "Råd"])
    keys = [str(option.key) for option in question.options.all()]

    assert answers_of(form_of(question, q1=[keys[2], keys[0]])) == [[keys[2], keys[0]]]


@pytest.mark.parametrize("kind", ["scale", "yes_no"])
def test_cannot_answer_is_kept_apart(kind):
    assert answers_of(form_of(make_question(kind, cannot_answer=True), q1="cannot")) == [CANNOT]


def test_cannot_is_no_answer_where_it_is_not_offered():
    assert errors_of(form_of(make_question("yes_no"), q1="cannot"))


@pytest.mark.parametrize("kind", ["number", "date", "short_text", "long_text"])
def test_cannot_answer_is_a_tick_beside_what_is_written(kind):
    question = make_question(kind, cannot_answer=True)

    assert answers_of(form_of((question, {"required": True}), q1="", q1_cannot="on")) == [CANNOT]


def test_answer_and_cannot_together_are_asked_about():
    question = make_question("number", cannot_answer=True)
    form = form_of(question, q1="12", q1_cannot="on")

    assert errors_of(form) == ["You have answered and also ticked that you cannot. Take one of them away."]
    assert form[next(iter(form.fields))].value() == "12"


def test_options_and_cannot_together_are_asked_about():
    question = make_question("multiple_choice", options=["Kurs", "Øvelse"], cannot_answer=True)
    key = str(question.options.first().key)

    assert errors_of(form_of(question, q1=[key, "cannot"]))


def test_not_answered_is_not_there():
    assert answers_of(form_of(make_question("scale"), make_question("long_text"), q2="Takk")) == ["Takk"]


def test_required_question_wants_an_answer():
    assert errors_of(form_of((make_question(), {"required": True}), q1="")) == ["Answer this question before you send."]


@pytest.mark.parametrize(
    ("kind", "typed"), [("number", "mange"), ("date", "i går"), ("scale", "6"), ("short_text", "x" * 301)]
)
def test_what_cannot_be_read_is_said_and_kept(kind, typed):
    form = form_of(make_question(kind), q1=typed)

    assert errors_of(form)
    assert form[next(iter(form.fields))].value() == typed


# --- Show-if ------------------------------------------------------------------------------------


@pytest.fixture
def hanging():
    first = make_question("yes_no", "Har dere øvd?")
    second = make_question("scale", "Hvor godt gikk det?")
    third = make_question("long_text", "Hva gikk galt?")
    return (
        first,
        (second, {"required": True, "show_if": first, "show_if_answer": "yes"}),
        (third, {"required": True, "show_if": second, "show_if_answer": "1, 2"}),
    )


def test_question_that_is_not_asked_is_not_required(hanging):
    assert answers_of(form_of(*hanging, q1="no")) == ["no"]


def test_question_that_is_asked_is_required(hanging):
    assert errors_of(form_of(*hanging, q1="yes"))
    assert errors_of(form_of(*hanging, q1="yes", q2="2"))
    assert answers_of(form_of(*hanging, q1="yes", q2="2", q3="Ingen loggførte")) == ["yes", 2, "Ingen loggførte"]


def test_answers_below_a_hidden_question_are_dropped(hanging):
    """Somebody answered all, then changed the first: the rest hangs in the air."""
    assert answers_of(form_of(*hanging, q1="no", q2="1", q3="Ingen loggførte")) == ["no"]
    assert answers_of(form_of(*hanging, q1="no", q2="tull")) == ["no"]


def test_several_options_may_open_a_question():
    first = make_question("multiple_choice", options=["Kurs", "Øvelse", "Råd"])
    second = make_question("short_text")
    keys = [str(option.key) for option in first.options.all()]
    questions = (first, (second, {"show_if": first, "show_if_answer": "1,3"}))

    assert answers_of(form_of(*questions, q1=[keys[1], keys[2]], q2="Ja")) == [[keys[1], keys[2]], "Ja"]
    assert answers_of(form_of(*questions, q1=[keys[1]], q2="Ja")) == [[keys[1]]]


# --- Words --------------------------------------------------------------------------------------


def test_form_is_in_the_readers_language_where_all_of_it_is():
    question = make_question(text="Nyttig?")
    question.text = {"nb": "Nyttig?", "sv": "Användbart?"}
    question.save()
    survey = make_survey(question)
    survey.title = {"nb": "Evaluering", "sv": "Utvärdering"}
    survey.save()
    content = content_of(publish(survey))

    labels = {
        code: next(iter(AnswerForm(content=content, language=code).fields.values())).label for code in ("sv", "nn")
    }
    assert labels == {"sv": "Användbart?", "nn": "Nyttig?"}


def test_ends_of_the_scale_have_words():
    form = form_of(make_question(low={"nb": "Ikke i det hele tatt"}, high={"nb": "Fullt ut"}))

    labels = [label for _value, label in next(iter(form.fields.values())).choices]
    assert labels == ["1 – Ikke i det hele tatt", "2", "3", "4", "5 – Fullt ut"]


def test_what_editors_write_is_no_html():
    """The component shows help as HTML, because Django's own help texts are."""
    form = form_of(make_question("short_text", "<b>Hva?</b>", help={"nb": "<script>alert(1)</script>"}))

    html = str(form.as_div())
    assert "<script>" not in next(iter(form.fields.values())).help_text
    assert "<b>" not in html


def test_cannot_answer_is_in_the_readers_language():
    with translation.override("nb"):
        form = form_of(make_question("yes_no"))

        assert [label for _value, label in next(iter(form.fields.values())).choices] == ["Ja", "Nei"]


# --- Drafts -------------------------------------------------------------------------------------


def test_draft_fills_the_form_in_as_it_was_right_or_wrong():
    options = make_question("multiple_choice", options=["Kurs", "Øvelse"], cannot_answer=True)
    number = make_question("number", cannot_answer=True)
    content = content_of(publish(make_survey(options, number)))
    first, second = (f"q-{question.key}" for question in content.questions)
    key = content.questions[0].options[1].key
    typed = QueryDict(f"{first}={key}&{first}=cannot&{second}=mange&{second}-cannot=on&fremmed=1")

    draft = draft_from(content, typed)
    form = AnswerForm(content=content, language="nb", draft=draft)

    assert draft == {first: [key, "cannot"], second: ["mange"], f"{second}-cannot": ["on"]}
    assert form[first].value() == [key, "cannot"]
    assert form[second].value() == "mange"
    assert form[f"{second}-cannot"].value() is True
    assert not form.errors
