import pytest

from learning.models.immutable import Unchangeable
from learning.surveys.content import content_of
from learning.surveys.domain.publishing import MayNotPublish, NothingNew, NotReady, publish_survey
from learning.surveys.models import Question, Survey
from tests.factories.people import make_user
from tests.factories.surveys import AT, answer, make_occasion, make_question, make_survey, publish

pytestmark = pytest.mark.django_db


def problems(survey):
    with pytest.raises(NotReady) as raised:
        publish(survey)
    return [code for code, _question in raised.value.problems]


def test_version_holds_everything_that_is_asked():
    options = make_question("single_choice", "Hva trenger dere mest?", options=["Kurs", "Øvelse"], cannot_answer=True)
    survey = make_survey(options, (make_question("long_text", "Hvorfor?"), {"show_if": options, "show_if_answer": "2"}))

    first, second = content_of(publish(survey)).questions

    assert [option.label["nb"] for option in first.options] == ["Kurs", "Øvelse"]
    assert (first.key, first.cannot_answer) == (str(options.key), True)
    assert (second.show_if.question, second.show_if.answers) == (first.key, (first.options[1].key,))


def test_mended_wording_is_a_new_version_with_the_same_key():
    question = make_question(text="Var kurset bra?")
    survey = make_survey(question)
    first = publish(survey)
    Question.objects.filter(pk=question.pk).update(text={"nb": "Hvor nyttig var kurset?"})
    second = publish(survey)

    old, new = content_of(first).questions[0], content_of(second).questions[0]
    assert (first.number, second.number) == (1, 2)
    assert old.key == new.key
    assert (old.text["nb"], new.text["nb"]) == ("Var kurset bra?", "Hvor nyttig var kurset?")


def test_version_never_changes():
    version = publish(make_survey())

    with pytest.raises(Unchangeable):
        version.save()
    with pytest.raises(Unchangeable):
        type(version).objects.update(content={})


def test_same_again_is_nothing_new():
    survey = make_survey()
    publish(survey)

    with pytest.raises(NothingNew):
        publish(survey)


def test_open_occasions_ask_the_new_version():
    question = make_question()
    occasion = make_occasion(question)
    Question.objects.filter(pk=question.pk).update(text={"nb": "Nytt"})

    version = publish(occasion.survey)

    occasion.refresh_from_db()
    assert occasion.version == version


def test_survey_without_questions_is_not_ready():
    survey = Survey.objects.create(title={"nb": "Tom"})

    assert problems(survey) == ["no_questions"]


def test_every_problem_is_named():
    later = make_question("yes_no")
    survey = make_survey(
        (make_question("single_choice", options=["Bare én"]), {"show_if": later, "show_if_answer": "yes"}),
        later,
        (make_question("long_text"), {"show_if": later, "show_if_answer": "kanskje"}),
        make_question(text=""),
    )

    assert problems(survey) == ["options_missing", "rule_not_earlier", "rule_unreadable", "text_missing"]


def test_learner_publishes_nothing():
    with pytest.raises(MayNotPublish):
        publish_survey(survey=make_survey(), by=make_user(), at=AT)


def test_languages_are_those_everything_is_in():
    question = make_question()
    question.text = {"nb": "Nyttig?", "nn": "Nyttig?", "sv": "Nyttig?"}
    question.save()
    survey = make_survey(question)
    Survey.objects.filter(pk=survey.pk).update(title={"nb": "Evaluering", "sv": "Utvärdering"})

    content = content_of(publish(survey))

    assert content.languages == ["nb", "sv"]
    assert (content.language_for("sv"), content.language_for("nn")) == ("sv", "nb")


def test_answers_keep_the_version_they_were_given_in():
    question = make_question()
    occasion = make_occasion(question, privacy="named")
    answer(occasion, person := make_user(), 4)
    Question.objects.filter(pk=question.pk).update(text={"nb": "Nytt"})
    publish(occasion.survey)

    response = occasion.responses.get(respondent__user=person)
    assert content_of(response.version).questions[0].text == {"nb": "Hvor nyttig var kurset?"}
