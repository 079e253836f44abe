"""Each question's template, rendered from the plain dict a quiz hands over."""

import pytest
from django.utils import translation

from tests.database import ROOT
from theme import samples

from .markup import POISON, described, filled, label_of, loose_ends, render, shape, texts

TYPES = sorted(path.stem for path in (ROOT / "theme/templates/theme/questions").glob("*.html") if path.stem[0] != "_")
GROUPS = {"single_choice": "radio", "true_false": "radio", "multiple_choice": "checkbox"}
SINGLE = ("numeric", "short_text")
LISTS = ("ordering", "matching")
OPTIONS = [
    {"id": "a", "text": "Ja", "selected": True, "result": "wrong", "feedback": "Da går erfaringen tapt."},
    {"id": "b", "text": "Nei", "selected": False, "result": "correct", "feedback": ""},
    {"id": "c", "text": "Vet ikke", "selected": False, "result": None, "feedback": ""},
]


def question(kind, **changes):
    """A question of this kind with everything in it; what its template does not read does no harm."""
    plain = next(sample for sample in samples.QUESTIONS if sample["type"] == kind)
    plain = plain | {"name": "q-1", "text": "Hva nå?", "result": None, "feedback": "", "error": "", "disabled": False}
    if kind in GROUPS:
        plain["options"] = OPTIONS
    return plain | changes


def drawn(asked):
    return render(f"theme/questions/{asked['type']}.html", question=asked)


def control(soup):
    """What carries the question's own description: the group, or the one field there is."""
    return soup.find(id="q-1")


def test_every_question_template_has_a_sample():
    assert sorted({sample["type"] for sample in samples.QUESTIONS}) == TYPES


@pytest.mark.parametrize("number", range(len(samples.QUESTIONS)))
def test_nothing_in_a_question_is_loose(number):
    assert loose_ends(drawn(samples.QUESTIONS[number])) == []


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("result", [None, "correct"])
def test_no_value_of_a_question_changes_its_markup(kind, result):
    asked = question(kind, result=result, feedback="x", error="x", unit="x", points_text="x", value="x")
    hostile, harmless = (drawn(filled(asked, words)) for words in (POISON, "x"))

    assert shape(hostile) == shape(harmless)
    assert hostile.find("script") is None


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("nothing", ["", None])
def test_question_with_nothing_answered_still_renders(kind, nothing):
    names = ("value", "unit", "points_text", "feedback", "error", "result")
    lists = {"options": [], "items": [], "positions": [], "lefts": [], "rights": []}

    soup = drawn(question(kind) | dict.fromkeys(names, nothing) | lists)

    assert loose_ends(soup) == []
    assert "None" not in str(soup)


@pytest.mark.parametrize("kind", [*GROUPS, *LISTS])
def test_question_of_several_controls_is_a_group_named_by_the_question(kind):
    soup = drawn(question(kind, number=3, points_text="1 poeng"))

    assert control(soup).name == "fieldset"
    assert texts(soup.legend) == "Spørsmål 3 1 poeng Hva nå?"


@pytest.mark.parametrize("kind", SINGLE)
def test_question_of_one_field_has_the_question_as_label(kind):
    soup = drawn(question(kind, number=3, points_text="", unit="stk"))

    assert soup.fieldset is None
    assert label_of(soup, control(soup)) == "Spørsmål 3 Hva nå?"
    assert described(soup, control(soup)).endswith("stk")


@pytest.mark.parametrize(("kind", "control_type"), GROUPS.items())
def test_options_carry_the_question_their_id_and_what_is_chosen(kind, control_type):
    inputs = drawn(question(kind)).find_all("input")

    assert [(tag["type"], tag["name"], tag["value"], "checked" in tag.attrs) for tag in inputs] == [
        (control_type, "q-1", "a", True),
        (control_type, "q-1", "b", False),
        (control_type, "q-1", "c", False),
    ]


def test_ordering_offers_a_place_for_each_line_and_remembers_it():
    items = [{"id": "a", "text": "Mål", "name": "q-1-a", "position": 2}, {"id": "b", "text": "Slutt", "name": "q-1-b"}]
    first, second = drawn(question("ordering", items=items, positions=[1, 2])).find_all("select")

    assert [option["value"] for option in first.find_all("option")] == ["", "1", "2"]
    assert [option["value"] for option in first.find_all("option", selected=True)] == ["2"]
    assert second.find_all("option", selected=True) == []


def test_matching_offers_every_right_for_each_left_and_remembers_it():
    lefts = [{"id": "a", "text": "Skog", "name": "q-1-a", "chosen": "y"}]
    rights = [{"id": "x", "text": "Før"}, {"id": "y", "text": "Etter"}]
    soup = drawn(question("matching", lefts=lefts, rights=rights))

    assert label_of(soup, soup.find("select")) == "Skog"
    assert [(option["value"], texts(option)) for option in soup.find_all("option")][1:] == [
        ("x", "Før"),
        ("y", "Etter"),
    ]
    assert soup.find("option", selected=True)["value"] == "y"


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize(
    ("result", "norwegian", "english"),
    [
        ("correct", "Riktig", "Right"),
        ("wrong", "Ikke riktig", "Not right"),
        ("partly", "Delvis riktig", "Partly right"),
    ],
)
def test_result_is_told_in_words_inside_the_questions_name(kind, result, norwegian, english):
    said = []
    for language in ("nb", "en"):
        with translation.override(language):
            soup = drawn(question(kind, number=1, points_text="", result=result))
            said.append(texts(soup.find("legend") or soup.label))

    assert said == [f"Spørsmål 1 {norwegian} Hva nå?", f"Question 1 {english} Hva nå?"]


@pytest.mark.parametrize("kind", GROUPS)
def test_feedback_of_an_option_is_read_with_that_option(kind):
    with translation.override("nb"):
        soup = drawn(question(kind, disabled=True))

        said = [described(soup, tag) for tag in soup.find_all("input")]

    assert said == ["Ikke riktig Da går erfaringen tapt.", "Riktig svar", ""]


@pytest.mark.parametrize("kind", TYPES)
def test_error_is_tied_to_the_question_and_says_that_it_is_one(kind):
    with translation.override("nb"):
        soup = drawn(question(kind, error="Svar på dette."))

    assert "Feil: Svar på dette." in described(soup, control(soup))


@pytest.mark.parametrize("kind", [*SINGLE, *LISTS])
def test_controls_of_a_wrong_answer_are_marked_invalid(kind):
    wrong, fine = (drawn(question(kind, error=error)).find_all(["input", "select"]) for error in ("Svar.", ""))

    assert {tag.get("aria-invalid") for tag in wrong} == {"true"}
    assert {tag.get("aria-invalid") for tag in fine} == {None}


@pytest.mark.parametrize("kind", TYPES)
def test_feedback_is_tied_to_the_question(kind):
    soup = drawn(question(kind, feedback="Les kapitlet en gang til."))

    assert described(soup, control(soup)).endswith("Les kapitlet en gang til.")


@pytest.mark.parametrize("kind", TYPES)
def test_answered_question_cannot_be_changed_and_an_open_one_can(kind):
    for disabled in (True, False):
        controls = drawn(question(kind, disabled=disabled)).find_all(["input", "select"])

        assert controls
        assert {"disabled" in tag.attrs for tag in controls} == {disabled}


@pytest.mark.parametrize("kind", TYPES)
def test_no_template_gives_the_key_away_before_the_answer(kind):
    options = [option | {"result": None, "feedback": ""} for option in OPTIONS]

    soup = drawn(question(kind, options=options, accepted=["hemmelig"], answer="hemmelig", correct=["hemmelig"]))

    assert "hemmelig" not in str(soup)
    assert soup.find(class_="result") is None
