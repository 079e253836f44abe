import pytest

from cms.people import roles
from learning.bank.domain.questions import (
    LanguagesDisagree,
    MayNotWrite,
    NotAQuestion,
    NothingNew,
    bring_back_question,
    create_question,
    file_question,
    retire_question,
    revise_question,
)
from learning.bank.models import Question, QuestionVersion
from learning.bank.queries import for_listing, found_questions, tags_to_choose
from learning.models.immutable import Unchangeable
from tests.factories.bank import AT, SAYINGS, make_question, make_questions, said
from tests.factories.people import make_holder_of, make_user
from tests.queries import count_queries
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db


def content(question, language="nb"):
    return question.current.content[language]


def revise(question, *, language="nb", **changed):
    before = content(question)
    version = revise_question(question=question, language=language, said=before | changed, by=None, at=AT)
    question.refresh_from_db()
    return version


@pytest.mark.parametrize("kind", SAYINGS)
def test_every_kind_is_kept_as_version_1(kind):
    question = make_question(kind, tags=["ROS", " ny  lov "])

    assert (question.current.number, question.kind, question.retired_at) == (1, kind, None)
    assert sorted(question.tags.values_list("name", flat=True)) == ["ny lov", "ros"]
    assert content(question)["text"] in question.words


def test_a_version_never_changes():
    question = make_question()

    with pytest.raises(Unchangeable):
        QuestionVersion.objects.update(content={})
    with pytest.raises(Unchangeable):
        question.current.delete()


def test_a_change_is_the_next_version_and_the_old_one_stays():
    question = make_question(text="Før?")

    version = revise(question, text="Etter?")

    assert (version.number, content(question)["text"]) == (2, "Etter?")
    assert question.versions.get(number=1).content["nb"]["text"] == "Før?"
    assert question.words.startswith("Etter?")


def test_parts_keep_their_ids_and_new_ones_get_one():
    question = make_question()
    before = content(question)["options"]

    revise(question, options=[before[1], before[0], {"text": "Ny", "correct": False, "feedback": "x"}])

    after = content(question)["options"]
    assert [after[0]["id"], after[1]["id"]] == [before[1]["id"], before[0]["id"]]
    assert len(after[2]["id"]) == 36


def test_the_same_again_is_no_version():
    question = make_question()

    with pytest.raises(NothingNew):
        revise(question)

    assert QuestionVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("single_choice", {"text": " "}),
        ("single_choice", {"options": []}),
        ("single_choice", {"options": [{"text": t, "correct": True, "feedback": ""} for t in "ab"]}),
        ("multiple_choice", {"options": [{"text": t, "correct": False, "feedback": ""} for t in "abc"]}),
        ("numeric", {"answer": "mange"}),
        ("numeric", {"answer": "NaN"}),
        ("numeric", {"tolerance": "-1"}),
        ("short_text", {"accepted": [" "]}),
        ("ordering", {"items": [{"text": "a"}]}),
        ("matching", {"pairs": [{"left": "a", "right": " "}, {"left": "b", "right": "c"}]}),
    ],
)
def test_what_is_no_question_is_refused_and_nothing_kept(kind, changed):
    with pytest.raises(NotAQuestion):
        create_question(kind=kind, language="nb", said=said(kind) | changed, by=None, at=AT)

    assert Question.objects.count() == 0


# --- Languages ------------------------------------------------------------------------------------


def test_a_translation_is_a_version_with_both_languages():
    question = make_question()

    revise(question, language="sv", text="Vad gäller?")

    assert set(question.current.content) == {"nb", "sv"}
    assert (content(question, "sv")["text"], content(question)["text"] != "Vad gäller?") == ("Vad gäller?", True)


def test_a_translation_with_another_key_is_refused():
    question = make_question()
    options = content(question)["options"]

    with pytest.raises(LanguagesDisagree):
        revise(
            question,
            language="sv",
            options=[one | {"correct": not one["correct"]} for one in options[:2]] + options[2:],
        )


def test_a_mended_key_reaches_the_translations():
    question = make_question()
    revise(question, language="sv", text="Vad gäller?")
    options = content(question)["options"]

    revise(question, options=[options[0] | {"correct": False}, options[1] | {"correct": True}, options[2]])

    assert [one["correct"] for one in content(question, "sv")["options"]] == [False, True, False]
    assert content(question, "sv")["text"] == "Vad gäller?"


def test_translations_that_lack_an_answer_are_left_out_and_must_be_written_again():
    question = make_question()
    revise(question, language="sv", text="Vad gäller?")

    revise(question, options=[*content(question)["options"], {"text": "Ny", "correct": False, "feedback": "x"}])

    assert set(question.current.content) == {"nb"}


# --- Filing and retiring --------------------------------------------------------------------------


def test_other_tags_are_no_version():
    question = make_question()

    file_question(question=question, tags=["Lov", "lov "], category=" Plan ", by=None, at=AT)

    question.refresh_from_db()
    assert (list(question.tags.values_list("name", flat=True)), question.category) == (["lov"], "Plan")
    assert question.current.number == 1


def test_a_retired_question_is_found_only_when_asked_for():
    kept, gone = make_question(), make_question()

    assert retire_question(question=gone, by=None, at=AT) is True
    assert retire_question(question=gone, by=None, at=AT) is False

    assert list(found_questions()) == [kept]
    assert list(found_questions(state="retired")) == [gone]
    assert [name for name, _words in tags_to_choose()] == ["ros"]
    assert bring_back_question(question=gone, by=None, at=AT) is True
    assert found_questions().count() == 2


def test_questions_are_found_by_all_their_words_tag_category_and_kind():
    plan = make_question(text="Hvor ofte revideres planen?", tags=["plan"], category="Lov")
    make_question("true_false", text="Planen øves.")

    assert list(found_questions(q="PLANEN ofte")) == [plan]
    assert list(found_questions(tag="plan")) == list(found_questions(category="Lov")) == [plan]
    assert list(found_questions(kind="single_choice", q="planen")) == [plan]
    assert list(found_questions(q="finnes ikke")) == []


@pytest.mark.parametrize("number", [1, 7])
def test_a_list_costs_two_queries(number):
    make_questions(number)

    with count_queries() as asked:
        rows = [(one.current.number, one.courses, len(one.tags.all())) for one in for_listing(found_questions())]

    assert (len(rows), len(asked)) == (number, 2)


# --- Who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [roles.TEACHER, roles.COORDINATOR, roles.AUDITOR])
def test_others_of_the_staff_write_no_questions(role):
    question, person = make_question(), make_holder_of(role)

    for verb, more in (
        (create_question, {"kind": "true_false", "language": "nb", "said": said("true_false")}),
        (revise_question, {"question": question, "language": "nb", "said": said()}),
        (file_question, {"question": question, "tags": [], "category": ""}),
        (retire_question, {"question": question}),
        (bring_back_question, {"question": question}),
    ):
        with pytest.raises(MayNotWrite):
            verb(**more, by=person, at=AT)
        with pytest.raises(MayNotWrite):
            verb(**more, by=make_user(), at=AT)


@pytest.mark.parametrize("role", [roles.EDITOR, roles.COURSE_OWNER])
def test_editors_and_course_owners_write_questions(role):
    assert make_question(by=make_holder_of(role)).owner is not None


# --- Two at once ----------------------------------------------------------------------------------


def revise_twice(question):
    calls = [
        lambda text=text: revise_question(
            question=question, language="nb", said=content(question) | {"text": text}, by=None, at=AT
        )
        for text in ("En?", "To?")
    ]
    return at_once(*calls, meet_before='INSERT INTO "bank_questionversion"')


@pytest.mark.django_db(transaction=True)
def test_two_who_revise_at_once_make_two_versions():
    question = make_question()

    assert sorted(version.number for version in revise_twice(question)) == [2, 3]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_of_them_fails(monkeypatch):
    question = make_question()
    take_away_locks(monkeypatch)

    assert sorted(type(one).__name__ for one in revise_twice(question)) == ["IntegrityError", "QuestionVersion"]
