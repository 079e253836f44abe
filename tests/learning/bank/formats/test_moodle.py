import pytest
from defusedxml.ElementTree import fromstring
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.bank.formats.moodle_reader import read_moodle
from learning.bank.formats.moodle_writer import write_moodle
from learning.bank.formats.plain import tidy
from learning.bank.formats.reading import UnreadableFile

from .samples import EVERY_KIND, exported, option


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def question(kind, inside="", *, text="Hva?", form="html"):
    """A question as Moodle exports it; the question's own element is on line 3."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n<question type="{kind}">\n'
        f'<name><text>Navn</text></name>\n<questiontext format="{form}">\n'
        f"<text><![CDATA[{text}]]></text>\n</questiontext>\n"
        f"<penalty>0.3333333</penalty>\n<hidden>0</hidden>\n{inside}\n</question>\n</quiz>"
    ).encode()


def answer(text, fraction, feedback="", extra=""):
    return (
        f'<answer fraction="{fraction}" format="html"><text>{text}</text>'
        f'<feedback format="html"><text><![CDATA[{feedback}]]></text></feedback>{extra}</answer>'
    )


def the_one(kind, inside, **more):
    reading = read_moodle(question(kind, inside, **more))
    assert (reading.total, reading.problems) == (1, [])
    return reading.drafts[0]


def noted(kind, inside, **more):
    reading = read_moodle(question(kind, inside, **more))
    assert len(reading.drafts) == 1, reading.problems
    return [(problem.line, problem.reason) for problem in reading.problems]


def refused(kind, inside="", **more):
    reading = read_moodle(question(kind, inside, **more))
    assert reading.drafts == []
    (problem,) = reading.problems
    return problem.line, problem.reason


# --- What is read ---------------------------------------------------------------------------------


def test_one_right_answer():
    inside = "<single>true</single>" + answer("Hvert år", 100, "<p>Ja.</p>") + answer("Aldri", 0)

    draft = the_one("multichoice", inside, text="<p>Hvor ofte?</p>")

    assert (draft.kind, draft.name, draft.line) == ("single_choice", "Navn", 3)
    assert draft.said == {
        "text": "Hvor ofte?",
        "options": [
            {"text": "Hvert år", "correct": True, "feedback": "Ja."},
            {"text": "Aldri", "correct": False, "feedback": ""},
        ],
    }


def test_several_right_answers_in_their_own_order():
    answers = answer("A", "33.33333") * 3 + answer("B", "-33.33333")

    draft = the_one("multichoice", f"<single>false</single><shuffleanswers>false</shuffleanswers>{answers}")

    assert draft.kind == "multiple_choice"
    assert draft.said["keep_order"] is True


def test_numbers_with_unit():
    unit = "<units><unit><multiplier>1</multiplier><unit_name>stk</unit_name></unit></units>"

    draft = the_one(
        "numerical", answer("3000", 100, "Ja.", "<tolerance>50</tolerance>") + answer("*", 0, "Nei.") + unit
    )

    assert draft.said == {
        "text": "Hva?",
        "answer": "3000",
        "tolerance": "50",
        "unit": "stk",
        "feedback_correct": "Ja.",
        "feedback_wrong": "Nei.",
    }


def test_categories_and_tags():
    text = question("truefalse", answer("true", 100) + answer("false", 0) + "<tags><tag><text>ROS</text></tag></tags>")
    category = b'<question type="category"><category><text>$course$/top/Beredskap</text></category></question>'

    (draft,) = read_moodle(text.replace(b"<quiz>", b"<quiz>" + category)).drafts

    assert (draft.category, draft.tags) == ("Beredskap", ("ROS",))


def test_declared_encodings_are_read():
    text = question("truefalse", answer("true", 100, "Øv på å") + answer("false", 0)).decode()

    (draft,) = read_moodle(text.replace("UTF-8", "windows-1252").encode("cp1252")).drafts

    assert draft.said["feedback_true"] == "Øv på å"


# --- What is said to be left out, with its line ----------------------------------------------------

TRUE_FALSE = answer("true", 100) + answer("false", 0)
SINGLE = "<single>true</single>" + answer("a", 100) + answer("b", 0)


PAIR = "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>"
PAIRS = PAIR.format("a", 1) + PAIR.format("b", 2)
STEPS = answer("a", 1) + answer("b", 2)
WITH_FILE = '<answer fraction="0"><text>c</text><file name="x.png" encoding="base64">aa</file></answer>'
# The last part of each stands on line 11 of its file.
LEFT_OUT = [
    ("truefalse", TRUE_FALSE, "<hint><text>Tenk på § 7</text></hint>", "<hint>"),
    ("truefalse", TRUE_FALSE, "<defaultgrade>2.0</defaultgrade>", "one point"),
    ("truefalse", TRUE_FALSE, "<generalfeedback><text>Les § 7.</text></generalfeedback>", "Les § 7."),
    ("multichoice", SINGLE, "<correctfeedback><text>Bra!</text></correctfeedback>", "Bra!"),
    ("multichoice", SINGLE, answer("c", 50), "half right"),
    ("multichoice", SINGLE, WITH_FILE, "x.png"),
    ("shortanswer", answer("a", 100), "<usecase>1</usecase>", "Capitals"),
    ("matching", PAIRS, PAIR.format("", 3), "“3” belongs to nothing"),
    ("ordering", STEPS, "<gradingtype>RELATIVE_TO_CORRECT</gradingtype>", "right place"),
    ("ordering", STEPS, answer("c", 3, "mer"), "single step"),
]


@pytest.mark.parametrize(("kind", "inside", "last", "words"), LEFT_OUT)
def test_what_goes_is_said_with_its_line(kind, inside, last, words):
    ((found, reason), *_) = noted(kind, f"{inside}\n{last}")

    assert found == 11
    assert words in reason


def test_formatting_that_goes_is_said():
    assert noted("truefalse", TRUE_FALSE, text="<p>Er <strong>dette</strong> sant?</p>") == [
        (5, "Formatting is left out (strong).")
    ]


# --- Errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "inside", "words"),
    [
        ("essay", "", "free text"),
        ("description", "", "not a question"),
        ("cloze", "", "“cloze”"),
        ("ddwtos", "", "“ddwtos”"),
        ("calculated", "", "“calculated”"),
        ("multichoice", "<single>true</single>" + answer("a", 100), "At least 2 answers"),
        ("multichoice", "<single>true</single>" + answer("a", "mye") + answer("b", 0), "“mye” is not a number"),
        ("truefalse", answer("true", 100), "just these two"),
        ("numerical", answer("mange", 100), "“mange” is not a number"),
        ("numerical", answer("1", "50"), "No number is marked as right"),
        ("shortanswer", answer("bered*", 100), "wildcard"),
        (
            "numerical",
            answer("3", 100) + "<units><unit><multiplier>0.001</multiplier><unit_name>km</unit_name></unit></units>",
            "another",
        ),
    ],
)
def test_what_is_no_question_of_ours_is_told(kind, inside, words):
    line, reason = refused(kind, inside)

    assert 3 <= line <= 10
    assert words in reason


def test_a_question_that_shows_a_picture_is_left_out():
    line, reason = refused("truefalse", TRUE_FALSE, text='<img src="@@PLUGINFILE@@/kart.png">Hvor?')

    assert (line, "picture" in reason) == (5, True)


def test_markup_that_is_not_marked_as_text_is_told_and_not_dropped():
    bare = '<answer fraction="100"><text>Hvert <b>eneste</b> år</text></answer>'

    line, reason = refused("multichoice", f"<single>true</single>\n{bare}")

    assert (line, "Markup" in reason) == (11, True)


def test_every_question_is_counted():
    many = question("essay").replace(b"</quiz>", b"") + question("truefalse", TRUE_FALSE).split(b"<quiz>")[1]

    reading = read_moodle(many)

    assert (reading.total, len(reading.drafts), [problem.refused for problem in reading.problems]) == (2, 1, [True])


# --- Files made to do harm -------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HARM = {
    "a billion laughs": f'<!DOCTYPE quiz [<!ENTITY l0 "ha">{LAUGHS}]><quiz>&l9;</quiz>',
    "a file of the machine": '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
    "an address elsewhere": '<!DOCTYPE quiz SYSTEM "http://127.0.0.1:1/x.dtd"><quiz/>',
    "a parameter entity": "<!DOCTYPE quiz [<!ENTITY % x \"<!ENTITY y 'z'>\"> %x;]><quiz>&y;</quiz>",
    "one entity grown large": f'<!DOCTYPE quiz [<!ENTITY x "{"x" * 100_000}">]><quiz>{"&x;" * 1000}</quiz>',
}


@pytest.mark.parametrize("name", HARM)
def test_documents_with_entities_are_not_read(name):
    with pytest.raises(UnreadableFile, match="document type or entities"):
        read_moodle(HARM[name].encode())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<quiz>" + b"<a>" * 100 + b"</a>" * 100 + b"</quiz>", "nested too deep"),
        (b"<quiz>\n<question>\n</quiz>", "Line 3: this is no XML"),
        (b"Hva? {T}", "Line 1: this is no XML"),
        (b"<html>\n</html>", "does not begin with <quiz>"),
        (b"PK\x03\x04" + b"<quiz/>", "packed"),
        (b"\x1f\x8b<quiz/>", "packed"),
        (b'<?xml version="1.0" encoding="tull-8"?><quiz/>', "encoding"),
        (b"<quiz>&unknown;</quiz>", "Line 1"),
        (b"", "empty"),
    ],
)
def test_what_is_no_file_of_questions(data, words):
    with pytest.raises(UnreadableFile, match=words):
        read_moodle(data)


def test_a_million_small_parts_are_refused():
    with pytest.raises(UnreadableFile, match="too many parts"):
        read_moodle(b"<quiz>" + b"<a/>" * 400_000 + b"</quiz>")


# --- There and back -------------------------------------------------------------------------------


def written(*questions):
    return "".join(write_moodle(exported(*one) for one in questions)).encode()


@pytest.mark.parametrize(("kind", "said"), EVERY_KIND)
def test_there_and_back_nothing_is_lost(kind, said):
    reading = read_moodle(written((kind, said)))

    (draft,) = reading.drafts
    assert (draft.kind, draft.said, reading.problems) == (kind, said, [])
    assert (draft.category, draft.tags) == ("Beredskap/Plan", ("ros", "lov"))


def test_answers_that_keep_their_order_go_along():
    said = EVERY_KIND[0][1] | {"keep_order": True}

    assert read_moodle(written(("single_choice", said))).drafts[0].said == said


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60).map(tidy)


@settings(max_examples=200)
@given(text=words.filter(bool), right=words.filter(bool), wrong=words.filter(bool), told=words)
def test_any_words_come_back(text, right, wrong, told):
    said = {"text": text, "options": [option(right, correct=True, feedback=told), option(wrong, feedback="")]}

    reading = read_moodle(written(("single_choice", said)))

    assert ([draft.said for draft in reading.drafts], reading.problems) == ([said], [])


def test_what_is_written_has_the_shape_of_moodles_own():
    """Read by Python's own tree, not by ours: the elements Moodle looks for, where it looks for them."""
    root = fromstring(written(*EVERY_KIND))

    assert [one.get("type") for one in root] == [
        *("category", "multichoice", "multichoice", "truefalse", "truefalse"),
        *("numerical", "shortanswer", "ordering", "matching"),
    ]
    assert root[0].findtext("category/text") == "$course$/top/Beredskap/Plan"
    for one in root[1:]:
        assert one.findtext("name/text")
        assert one.findtext("questiontext/text")
    assert [one.get("fraction") for one in root[2].findall("answer")] == ["33.33333"] * 3 + ["-33.33333"]
    assert [one.findtext("text") for one in root[3].findall("answer")] == ["true", "false"]
    assert root[5].findtext("answer/tolerance") == "0.25"
    assert [one.get("fraction") for one in root[7].findall("answer")] == ["1", "2", "3"]
    assert [one.findtext("answer/text") for one in root[8].findall("subquestion")] == [
        "Hva kan skje",
        "Hva gjør vi -> nå",
    ]
