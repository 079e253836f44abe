"""Quizzes that draw from the bank, from publishing to what an attempt remembers."""

import pytest

from learning.bank.domain.questions import retire_question, revise_question
from learning.bank.models import ReleaseQuestion
from learning.domain.attempts import save_answers
from learning.domain.checks import check_course
from learning.domain.releases import NotReady, publish_course
from learning.drawing import draw
from learning.models import Attempt
from learning.page_tree import read_tree
from learning.presenters import lesson_view
from learning.queries import frozen_quiz, quiz_on, standing_of
from learning.seeds import right_answers
from tests.factories import blocks
from tests.factories.bank import make_question, make_questions, said
from tests.factories.learning import AT, lessons_of, make_enrolment, no_answers, quiz_of, submit
from tests.factories.pages import make_course_page, translate

pytestmark = pytest.mark.django_db
SIX_OPTIONS = [{"text": f"Svar {number}", "correct": number == 1, "feedback": "x"} for number in range(6)]
DRAWN = blocks.quiz(draws=[(["ros"], 3)], max_attempts=0)


def published(*quizzes):
    return publish_course(page=make_course_page(lessons=[list(quizzes)]), by=None, at=AT).course


def enrolment_with(*quizzes):
    return make_enrolment(course=published(*quizzes))


def shown(enrolment):
    lesson = lessons_of(enrolment)[0]
    return lesson_view(enrolment, standing_of(enrolment, language="nb"), lesson)["blocks"][0]


def test_a_release_holds_the_versions_it_may_serve():
    first = make_questions(3)
    enrolment = enrolment_with(DRAWN)
    revise_question(question=first[0], language="nb", said=said(text="Ny tekst"), by=None, at=AT)
    retire_question(question=first[1], by=None, at=AT)
    make_question()

    quiz = frozen_quiz(enrolment.release, lessons_of(enrolment)[0].items[0], "nb")

    assert {(one["id"], one["version"]) for one in quiz["pool"]} == {(str(one.key), 1) for one in first}
    assert "Ny tekst" not in str(quiz)
    assert len(submit(enrolment).served) == 3


def test_what_a_release_may_serve_is_taken_down_and_kept():
    questions = make_questions(4)
    enrolment = enrolment_with(DRAWN)

    used = ReleaseQuestion.objects.filter(release=enrolment.release)

    assert {row.version_id for row in used} == {question.current_id for question in questions}
    assert {row.item_key for row in used} == {lessons_of(enrolment)[0].items[0].key}


def test_an_attempt_keeps_what_it_was_served_and_can_be_replayed():
    make_questions(8)
    enrolment = enrolment_with(blocks.quiz(draws=[(["ros"], 3)], max_attempts=0, shuffle=True))

    attempt = submit(enrolment)

    again = Attempt.objects.select_related("release").get()
    assert again.served == attempt.served
    assert set(again.marked) == set(again.served)
    assert draw(quiz_on(again.release, again.item_key, "nb"), seed=again.seed) == again.served


def test_what_is_shown_before_the_first_answer_is_what_is_then_asked():
    make_questions(8)
    enrolment = enrolment_with(DRAWN)
    before = [question["id"] for question in shown(enrolment)["questions"]]

    save_answers(**quiz_of(enrolment), read=no_answers, at=AT)

    assert Attempt.objects.get().served == before
    assert [question["id"] for question in shown(enrolment)["questions"]] == before


def test_the_next_attempt_asks_others():
    make_questions(7)
    enrolment = enrolment_with(DRAWN)

    first, second = submit(enrolment, answers=no_answers), submit(enrolment, answers=no_answers)

    assert set(first.served) & set(second.served) == set()


def test_answers_to_questions_that_were_not_asked_are_not_marked():
    make_questions(8)
    enrolment = enrolment_with(DRAWN)
    asked = []

    def everything(questions):
        asked.extend(question["id"] for question in questions)
        return right_answers(questions)

    attempt = submit(enrolment, answers=everything)

    assert asked == attempt.served
    assert (attempt.score, list(attempt.answers)) == (100, attempt.served)


def test_questions_of_several_tags_need_all_of_them():
    both = make_question(tags=["ros", "lov"])
    make_questions(3)
    enrolment = enrolment_with(blocks.quiz(draws=[(["ros", "lov"], 1), (["ros"], 2)]))

    served = submit(enrolment).served

    assert served[0] == str(both.key)
    assert len(set(served)) == 3


def findings(page):
    return [finding.text for finding in check_course(read_tree(page), on=AT.date()) if finding.stops]


def test_a_draw_that_finds_too_little_stops_publishing():
    make_questions(2)
    page = make_course_page(lessons=[[DRAWN]])

    with pytest.raises(NotReady):
        publish_course(page=page, by=None, at=AT)

    assert len(findings(page)) == 1
    assert "ros" in findings(page)[0]
    make_question()
    assert findings(page) == []


def test_draws_that_take_from_each_other_need_enough_for_all():
    make_questions(4)
    make_question(tags=["ros", "lov"])
    page = make_course_page(lessons=[[blocks.quiz(draws=[(["ros"], 4), (["lov"], 1)])]])

    assert len(findings(page)) == 1


def test_a_question_that_is_not_translated_is_not_drawn_in_a_course_of_two_languages():
    questions = make_questions(4)
    for question in questions[:3]:
        swedish = question.current.content["nb"] | {"text": "På svenska?"}
        revise_question(question=question, language="sv", said=swedish, by=None, at=AT)
    page = make_course_page(lessons=[[DRAWN]])
    translate(page, "sv")

    enrolment = make_enrolment(course=publish_course(page=page, by=None, at=AT).course)

    item = lessons_of(enrolment)[0].items[0]
    pools = {code: frozen_quiz(enrolment.release, item, code)["pool"] for code in ("nb", "sv")}
    assert {one["id"] for one in pools["nb"]} == {str(one.key) for one in questions[:3]}
    assert {one["text"] for one in pools["sv"]} == {"På svenska?"}


def test_a_translation_that_draws_otherwise_is_left_out():
    for question in make_questions(4):
        revise_question(
            question=question, language="sv", said=question.current.content["nb"] | {"text": "Sv"}, by=None, at=AT
        )
    page = make_course_page(lessons=[[DRAWN]])
    swedish = translate(page, "sv").get_descendants().last().specific
    swedish.body = [("quiz", {"title": "Prov", "draws": [{"tags": ["ros"], "count": 1}]})]
    swedish.save()

    assert read_tree(page).languages == ["nb"]


def test_mixed_options_keep_their_order_through_an_attempt_and_change_in_the_next():
    make_questions(3, options=SIX_OPTIONS)
    enrolment = enrolment_with(blocks.quiz(draws=[(["ros"], 3)], max_attempts=0, shuffle=True))

    def orders():
        return [[option["text"] for option in one["options"]] for one in shown(enrolment)["questions"]]

    before = orders()
    save_answers(**quiz_of(enrolment), read=no_answers, at=AT)

    assert orders() == before
    assert any(order != sorted(order) for order in before)
    submit(enrolment, answers=no_answers)
    assert orders() != before


def test_a_question_may_keep_the_order_of_its_answers():
    make_questions(
        3, options=[{"text": f"Svar {n}", "correct": n == 1, "feedback": "x"} for n in range(6)], keep_order=True
    )
    enrolment = enrolment_with(blocks.quiz(draws=[(["ros"], 3)], shuffle=True))

    for question in shown(enrolment)["questions"]:
        texts = [option["text"] for option in question["options"]]
        assert texts == sorted(texts)
