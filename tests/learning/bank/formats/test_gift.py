import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.bank.enums import QuestionKind
from learning.bank.formats.gift_reader import read_gift
from learning.bank.formats.gift_writer import lost_in_gift, write_gift
from learning.bank.formats.plain import tidy
from learning.bank.formats.reading import MAX_BYTES, UnreadableFile
from tests.learning.bank.gift_oracle import foreign_reading

from .samples import EVERY_KIND, exported, option


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def read(text):
    return read_gift(text.encode())


def the_one(text):
    reading = read(text)
    assert (reading.total, reading.problems) == (1, [])
    return reading.drafts[0]


def refused(text):
    reading = read(text)
    assert reading.drafts == []
    (problem,) = reading.problems
    assert problem.refused
    return problem.line, problem.reason


def noted(text):
    reading = read(text)
    assert len(reading.drafts) == 1
    return [(problem.line, problem.reason) for problem in reading.problems]


# --- What is read ---------------------------------------------------------------------------------


def test_one_right_answer():
    draft = the_one("::Plan::Hvor ofte revideres planen? {\n=Hvert år#Ja.\n~Hvert andre år#Nei.\n~Aldri\n}")

    assert (draft.kind, draft.name, draft.said["text"]) == ("single_choice", "Plan", "Hvor ofte revideres planen?")
    assert draft.said["options"] == [
        {"text": "Hvert år", "correct": True, "feedback": "Ja."},
        {"text": "Hvert andre år", "correct": False, "feedback": "Nei."},
        {"text": "Aldri", "correct": False, "feedback": ""},
    ]


def test_several_right_answers():
    draft = the_one("Hvilke? {~%50%A ~%50%B ~%-50%C}")

    assert draft.kind == "multiple_choice"
    assert [one["correct"] for one in draft.said["options"]] == [True, True, False]


@pytest.mark.parametrize(("word", "answer"), [("T", True), ("TRUE", True), ("F", False), ("FALSE", False)])
def test_true_or_false(word, answer):
    draft = the_one(f"Planen øves.{{{word}#galt#rett}}")

    told = (
        {"feedback_true": "rett", "feedback_false": "galt"}
        if answer
        else {"feedback_true": "galt", "feedback_false": "rett"}
    )
    assert draft.said == {"text": "Planen øves.", "answer": answer, **told}


def test_short_text():
    draft = the_one("Hva heter det? {=øvingsdirektiv#Ja. =%100%øvingsdirektivet =%0%*#Nei.}")

    assert draft.said == {
        "text": "Hva heter det?",
        "accepted": ["øvingsdirektiv", "øvingsdirektivet"],
        "feedback_correct": "Ja.",
        "feedback_wrong": "Nei.",
    }


@pytest.mark.parametrize(
    ("written", "answer", "tolerance"),
    [
        ("#3:2", "3", "2"),
        ("#1..5", "3", "2"),
        ("#=3.5", "3.5", "0"),
        ("#-2", "-2", "0"),
        ("# =7:0.5 ~#Nei.", "7", "0.5"),
    ],
)
def test_numbers(written, answer, tolerance):
    said = the_one(f"Hvor mange? {{{written}}}").said

    assert (said["answer"], said["tolerance"]) == (answer, tolerance)


def test_pairs():
    said = the_one("Hva hører sammen? {=ROS -> Hva kan skje\n=Plan -> Hva gjør vi}").said

    assert said["pairs"] == [{"left": "ROS", "right": "Hva kan skje"}, {"left": "Plan", "right": "Hva gjør vi"}]


@pytest.mark.parametrize("head", [">3 ALL VERTICAL ABSOLUTE_POSITION SHOW", ">3 EXACT H ABS 1 none", ">3"])
def test_steps_in_order(head):
    said = the_one(f"Sett i rekkefølge.{{{head}\nMandat\nMål\nScenario\n}}").said

    assert [one["text"] for one in said["items"]] == ["Mandat", "Mål", "Scenario"]


def test_a_gap_in_a_sentence():
    assert the_one("Planen revideres hvert {=år} minst.").said["text"] == "Planen revideres hvert _____ minst."


def test_escaped_signs_and_line_ends():
    draft = the_one(r"::Navn\: x::1 \= 1 \{ja\} \# \~ C\\D\nNy linje {=a\=b ~c}")

    assert (draft.name, draft.said["text"]) == ("Navn: x", "1 = 1 {ja} # ~ C\\D\nNy linje")
    assert draft.said["options"][0]["text"] == "a=b"


def test_categories_and_tags():
    reading = read(
        "$CATEGORY: $course$/top/Beredskap/Plan\n\n// question: 7 [id:x] [tag:ROS] [tag:ny lov]\nEn? {T}\n\n"
        "$CATEGORY: tull\nTo? {T}"
    )

    assert [(one.category, one.tags) for one in reading.drafts] == [("Beredskap/Plan", ("ROS", "ny lov")), ("tull", ())]


def test_markup_becomes_plain_text():
    draft = the_one("[html]<p>Hva&nbsp;er <br>det?</p> {=a &lt; b ~[plain]<b>}")

    assert draft.said["text"] == "Hva er\ndet?"
    assert [one["text"] for one in draft.said["options"]] == ["a < b", "<b>"]


# --- What is said to be left out, with its line ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Er <b>dette</b> viktig? {T}", 1, "Formatting is left out (b)"),
        ("\n\nHva? {\n=a\n~%50%b\n~c}", 5, "half right"),
        ("Hva? {\n~%60%a\n~%40%b\n~%-50%c\n}", 2, "Weights are not kept"),
        ("Hva? {=a ~b\n####Les § 7.\n}", 2, "Les § 7."),
        ("Hva? {\n=rett\n=%50%nesten#fb\n}", 3, "nesten (fb)"),
        ("Hva? {#\n=5:0\n=%50%5:2\n}", 3, "half right"),
        ("Hva? {=a -> b\n=c -> d\n= -> e}", 3, "“e” belongs to nothing"),
        ("[markdown]Er **dette** viktig? {T}", 1, "Markdown"),
        ("Rekkefølge{>2\na\nb\nc\n}", 1, "All steps are asked"),
        ("Rekkefølge{>3 ALL V RELATIVE_TO_CORRECT\na\nb\nc\n}", 1, "right place"),
    ],
)
def test_what_goes_is_said_with_its_line(text, line, words):
    ((found, reason), *_) = noted(text)

    assert found == line
    assert words in reason


# --- Errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("En tekst uten svar.", 1, "no answers in braces"),
        ("\n// merknad\nFortell. {}", 3, "free text"),
        ("Hva? {=a\n~b\n\nNeste", 1, "not closed"),
        ("Hva? \n=a } {~b", 2, "closed that was not opened"),
        ("Hva? {=a}\nog {=b}", 2, "more than one pair"),
        ("Hva? {=a {~b}", 1, "more than one pair"),
        ("Hva? {\n=a\n=b\n~c}", 3, "one right answer"),
        ("Hva? {~a ~b}", 1, "at least one answer"),
        ("Hva? {#\n=mange}", 2, "“mange” is not a number"),
        ("Hva? {#1..x}", 1, "not a number"),
        ("Hva? {=a -> b\n=c}", 2, "no arrow"),
        ("Hva? {=a -> b}", 1, "At least 2 answers"),
        ("Hva? {=bered*}", 1, "wildcard"),
        ("{T}", 1, "no text"),
        ("Se [html]<img src='x.png'> her {T}", 1, "picture"),
        ("Hva? {=" + "a" * 301 + " ~b}", 1, "longer than 300"),
        ("Hva? {T#a#b#c}", 1, "more feedback"),
    ],
)
def test_errors_are_told_with_their_line(text, line, words):
    found, reason = refused(text) if "\n\n" not in text.strip() else first_refusal(text)

    assert found == line
    assert words in reason


def first_refusal(text):
    problem = read(text).problems[0]
    return problem.line, problem.reason


def test_one_bad_question_keeps_no_other_from_being_read():
    reading = read("En? {T}\n\nTo? {=a\n\nTre? {F}\n")

    assert [draft.line for draft in reading.drafts] == [1, 5]
    assert [(problem.line, problem.refused) for problem in reading.problems] == [(3, True)]
    assert reading.total == 3


# --- Bytes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_files_as_editors_save_them(encoding, end):
    text = "Øver dere på «planen»? {\n=Ja – på ærlig\n~Å nei\n}\n".replace("\n", end)

    (draft,) = read_gift(text.encode(encoding)).drafts

    assert draft.said["text"] == "Øver dere på «planen»?"
    assert [one["text"] for one in draft.said["options"]] == ["Ja – på ærlig", "Å nei"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"PK\x03\x04" + b"\x00" * 200, "packed"),
        (b"\x1f\x8b\x08" + b"x" * 50, "packed"),
        (b"Hva\x00 {T}", "no text file"),
        (b"x" * (MAX_BYTES + 1), "larger than 5 megabytes"),
    ],
)
def test_what_is_no_file_of_questions(data, words):
    with pytest.raises(UnreadableFile, match=words):
        read_gift(data)


def test_too_many_questions_are_refused_together():
    with pytest.raises(UnreadableFile, match="more than 2000"):
        read("\n\n".join(["Ja? {T}"] * 2001))


# --- There and back -------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "said"), EVERY_KIND)
def test_there_and_back(kind, said):
    question = exported(kind, said)

    (draft,) = read("".join(write_gift([question]))).drafts

    lost = (
        dict.fromkeys(("feedback_correct", "feedback_wrong"), "")
        if lost_in_gift(question) and kind != "numeric"
        else {}
    )
    lost |= {"unit": ""} if kind == "numeric" else {}
    assert (draft.kind, draft.said) == (kind, said | lost)
    assert (draft.category, draft.tags) == ("Beredskap/Plan", ("ros", "lov"))


def test_what_gift_cannot_say_stands_in_the_file():
    kinds = {kind: lost_in_gift(exported(kind, said)) for kind, said in EVERY_KIND}

    assert {kind for kind, lost in kinds.items() if lost} == {"numeric", "ordering", "matching"}
    numeric = next(said for kind, said in EVERY_KIND if kind == "numeric")
    assert "// Left out: the unit stk" in "".join(write_gift([exported("numeric", numeric)]))


words = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60)
    .map(tidy)
    .filter(bool)
)


@settings(max_examples=200)
@given(text=words, right=words, wrong=words, told=words)
def test_any_words_come_back(text, right, wrong, told):
    said = {"text": text, "options": [option(right, correct=True, feedback=told), option(wrong, feedback="")]}

    reading = read("".join(write_gift([exported("single_choice", said)])))

    assert [draft.said for draft in reading.drafts] == [said]
    assert reading.problems == []


# --- A foreign reader -----------------------------------------------------------------------------

FOREIGN = {
    "single_choice": "MC",
    "multiple_choice": "MC",
    "true_false": "TF",
    "numeric": "Numerical",
    "short_text": "Short",
    "matching": "Matching",
}


def test_another_program_reads_what_we_write():
    kinds = [(kind, said) for kind, said in EVERY_KIND if kind != "ordering"]

    found = foreign_reading("".join(write_gift(exported(kind, said) for kind, said in kinds)))

    assert [one["type"] for one in found] == [FOREIGN[kind] for kind, _said in kinds]
    assert [one["stem"]["text"] for one in found] == [tidy(said["text"]) for _kind, said in kinds]


def test_another_program_finds_the_same_key():
    by_kind = dict(EVERY_KIND)
    kinds = ("single_choice", "multiple_choice", "numeric", "short_text", "matching")

    found = foreign_reading("".join(write_gift(exported(kind, by_kind[kind]) for kind in kinds)))

    single, multiple, numeric, short, matching = found
    assert [one["isCorrect"] for one in single["choices"]] == [True, False, False]
    assert [one["weight"] for one in multiple["choices"]] == [33.33333, 33.33333, 33.33333, -33.33333]
    right = numeric["choices"][0]["text"] if isinstance(numeric["choices"], list) else numeric["choices"]
    assert (right["number"], right["range"]) == (-3000.5, 0.25)
    assert [one["text"]["text"] for one in short["choices"]][:1] == ["øvings=direktiv"]
    assert [pair["subanswer"] for pair in matching["matchPairs"]] == ["Hva kan skje", "Hva gjør vi -> nå"]


def test_every_kind_has_a_way_in_and_out():
    assert {kind for kind, _said in EVERY_KIND} == set(QuestionKind)
