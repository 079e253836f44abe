import pytest

from events.domain.parts import InUse
from events.domain.questions import MustNotBeCompulsory, OptionsMissing, QuestionTerms, remove_question, set_question
from events.enums import Retention
from events.models import Answer, Question
from tests.factories.events import AT, make_occurrence, make_place

pytestmark = pytest.mark.django_db
WHO = {"by": None, "at": AT}


def test_question_that_is_answered_keeps_its_kind_and_how_long_it_is_kept():
    place = make_place()
    occurrence = place.occurrence
    question = set_question(occurrence=occurrence, terms=QuestionTerms(texts={"nb": "Rolle?"}), **WHO)
    Answer.objects.create(place=place, question=question, value="Rådgiver")

    set_question(occurrence=occurrence, question=question, terms=QuestionTerms(texts={"nb": "Din rolle?"}), **WHO)
    for changed in ({"kind": "text"}, {"retention": "sensitive"}):
        terms = QuestionTerms(texts={"nb": "Rolle?"}, **changed)
        with pytest.raises(InUse):
            set_question(occurrence=occurrence, question=question, terms=terms, **WHO)
    with pytest.raises(InUse):
        remove_question(question=question, **WHO)

    question.refresh_from_db()
    assert question.text == "Din rolle?"


def test_choice_has_something_to_choose_from():
    with pytest.raises(OptionsMissing):
        set_question(occurrence=make_occurrence(), terms=QuestionTerms(texts={"nb": "Mat?"}, kind="choice"), **WHO)


def test_nobody_must_answer_what_is_kept_apart():
    terms = QuestionTerms(texts={"nb": "Mat?"}, required=True, retention=Retention.SENSITIVE)
    with pytest.raises(MustNotBeCompulsory):
        set_question(occurrence=make_occurrence(), terms=terms, **WHO)
    assert not Question.objects.exists()
