"""Timed and drawn quizzes in the browser: what is shown, what is refused, and nothing believed that a browser says."""

from datetime import timedelta

import pytest
import time_machine

from learning.bank.domain.questions import revise_question
from learning.domain.regrades import apply_regrade, regrade_question
from learning.models import Attempt, Course, ItemState
from learning.regrading import mended_keys
from tests.factories import blocks
from tests.factories.bank import make_question, make_questions
from tests.factories.learning import AT, lessons_of, make_enrolment, submit
from tests.factories.people import make_user
from tests.queries import count_queries

from .desk import answers_url, lesson_url, right_form, signed_in, wrong_form
from .test_query_counts import asked_by

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False) as travel:
        yield travel


def start_url(enrolment):
    return answers_url(enrolment).replace("/answers/", "/start/")


@pytest.fixture
def timed():
    return make_enrolment(lessons=[[blocks.quiz(minutes=30)]])


def text_of(client, enrolment):
    return client.get(lesson_url(enrolment)).content.decode()


def test_a_timed_quiz_shows_no_question_before_it_is_started(timed):
    client = signed_in(timed.learner)

    before = text_of(client, timed)
    answer = client.post(start_url(timed))
    after = text_of(client, timed)

    assert ("Hvor ofte?" in before, "Hvor ofte?" in after) == (False, True)
    assert answer.url == f"{lesson_url(timed)}#b-{blocks.block_id('quiz')}"
    assert "10:30" in after  # nine o'clock in UTC is ten in Oslo


def test_reading_the_page_starts_no_clock(timed):
    signed_in(timed.learner).get(lesson_url(timed))
    signed_in(timed.learner).get(start_url(timed))

    assert Attempt.objects.count() == 0


def test_the_page_says_when_time_is_up_and_hides_the_questions(timed, clock):
    client = signed_in(timed.learner)
    client.post(start_url(timed))
    clock.move_to(AT + 40 * MINUTE)

    page = text_of(client, timed)

    assert "Hvor ofte?" not in page
    assert 'value="submit"' in page
    assert client.post(answers_url(timed), {"do": "submit", "anyway": "1"}).url.endswith("/attempts/1/")


def test_a_form_that_saves_itself_is_led_to_the_result_when_time_is_up(timed, clock):
    client = signed_in(timed.learner)
    client.post(start_url(timed))
    clock.move_to(AT + 40 * MINUTE)

    answer = client.post(answers_url(timed), right_form(), headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"][-12:]) == (204, "/attempts/1/")
    attempt = Attempt.objects.get()
    assert (attempt.answers, attempt.passed, attempt.ran_out) == ({}, False, True)


def test_a_browser_cannot_turn_the_clock(timed, clock):
    client = signed_in(timed.learner)
    client.post(start_url(timed), {"started_at": "2030-01-01", "due_at": "2030-01-01", "minutes": "600"})
    clock.move_to(AT + 40 * MINUTE)

    client.post(
        answers_url(timed),
        right_form() | {"do": "submit", "due_at": "2030-01-01T00:00", "saved_at": "2026-11-02T09:01", "at": "1"},
    )

    assert (Attempt.objects.get().due_at, Attempt.objects.get().score) == (AT + 30 * MINUTE, 0)


def test_answering_without_having_started_is_refused_in_words(timed):
    answer = signed_in(timed.learner).post(answers_url(timed), right_form() | {"do": "submit"})

    assert answer.status_code == 409
    assert Attempt.objects.count() == 0


def test_a_browser_cannot_say_that_it_passed(timed):
    client = signed_in(timed.learner)
    client.post(start_url(timed))

    client.post(
        answers_url(timed),
        wrong_form() | {"do": "submit", "score": "100", "passed": "true", "state": "submitted", "marked": "{}"},
    )

    assert list(Attempt.objects.values_list("score", "passed")) == [(0, False)]
    assert ItemState.objects.get().status == "under_way"


def test_a_browser_cannot_choose_its_questions():
    questions = make_questions(6)
    enrolment = make_enrolment(lessons=[[blocks.quiz(draws=[(["ros"], 2)])]])
    key = {
        f"q-{question.key}": next(o["id"] for o in question.current.content["nb"]["options"] if o["correct"])
        for question in questions
    }
    first_two = [str(question.key) for question in questions[:2]]
    client = signed_in(enrolment.learner)

    client.post(answers_url(enrolment), key | {"do": "submit", "served": first_two, "seed": "1:1"})

    attempt = Attempt.objects.get()
    assert (len(attempt.served), sorted(attempt.answers)) == (2, sorted(attempt.served))
    assert attempt.seed == f"{enrolment.pk}:1"


def test_the_key_of_a_drawn_question_is_never_in_the_page():
    make_questions(
        2,
        options=[
            {"text": "A", "correct": True, "feedback": "HEMMELIG-A"},
            {"text": "B", "correct": False, "feedback": "HEMMELIG-B"},
        ],
    )
    enrolment = make_enrolment(lessons=[[blocks.quiz(draws=[(["ros"], 1)])]])

    page = text_of(signed_in(enrolment.learner), enrolment)

    assert "HEMMELIG" not in page
    assert "correct" not in page
    assert sum(str(key) in page for key in enrolment_pool(enrolment)) == 1


def enrolment_pool(enrolment):
    from learning.queries import frozen_quiz

    quiz = frozen_quiz(enrolment.release, lessons_of(enrolment)[0].items[0], "nb")
    return [question["id"] for question in quiz["pool"]]


def test_nobody_starts_or_sees_the_attempt_of_another(timed):
    submit(timed)
    stranger = signed_in(make_user("Per Berg"))

    assert stranger.post(start_url(timed)).status_code == 403
    result = stranger.get(f"{answers_url(timed).removesuffix('answers/')}attempts/1/")
    assert "100 %" not in result.content.decode()
    assert Attempt.objects.count() == 1


def test_a_regrade_is_told_with_its_reason():
    question = make_question("true_false", answer=True)
    enrolment = make_enrolment(lessons=[[blocks.quiz(draws=[(["ros"], 1)])]])
    submit(enrolment, answers=lambda _: {str(question.key): "false"})
    said = question.current.content["nb"] | {"answer": False}
    revise_question(question=question, language="nb", said=said, by=None, at=AT + MINUTE)
    course = Course.objects.get()
    where = {"course": course, "item_key": lessons_of(enrolment)[0].items[0].key, "question_id": str(question.key)}
    (mended,) = mended_keys(*where.values())
    regrade = regrade_question(
        **where, correction=mended.correction, reason="Nøkkelen var gal.", by=None, at=AT + MINUTE
    )
    apply_regrade(regrade_id=regrade.pk, at=AT + MINUTE)
    client = signed_in(enrolment.learner)

    result = client.get(f"{answers_url(enrolment).removesuffix('answers/')}attempts/1/").content.decode()
    lesson = text_of(client, enrolment)

    assert "Nøkkelen var gal." in result
    assert ("verdict--good" in result, "verdict--warn" in result) == (True, False)
    assert "100 %" in lesson


# --- Queries --------------------------------------------------------------------------------------


def test_a_timed_and_drawn_quiz_costs_no_more_than_another(clock):
    make_questions(20)
    enrolment = make_enrolment(lessons=[[blocks.quiz(draws=[(["ros"], 16)], minutes=30)], [blocks.text()]])
    client = signed_in(enrolment.learner)
    client.get(lesson_url(enrolment))

    starting = asked_by(client, start_url(enrolment), {}, status=302)
    with count_queries() as reading:
        client.get(lesson_url(enrolment))
    saving = asked_by(client, answers_url(enrolment), {"do": "save"}, status=302)
    handing_in = asked_by(client, answers_url(enrolment), {"do": "submit", "anyway": "1"}, status=302)

    assert (len(starting), len(saving), len(handing_in)) == (8, 7, 9), handing_in
    assert len(reading) <= 6, reading
