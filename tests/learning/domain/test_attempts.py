from datetime import timedelta

import pytest

from learning.domain.attempts import NoAttemptsLeft, save_answers, submit_attempt
from learning.domain.releases import publish_course
from learning.models import ActivityFact, Attempt, ItemState
from learning.presenters import lesson_view
from learning.queries import standing_of
from learning.seeds import right_answers
from tests.factories import blocks
from tests.factories.learning import AT, lessons_of, make_enrolment, no_answers, quiz_of, submit
from tests.factories.pages import make_course_page
from tests.races import at_once, take_away_locks

LATER = AT + timedelta(minutes=7)
MIXED = [blocks.ordering(), blocks.matching(), blocks.numeric(), blocks.short_text()]


def enrolment_with_quiz(*questions, **quiz):
    return make_enrolment(lessons=[[blocks.quiz(*questions, **quiz)]])


def shown(enrolment):
    """The quiz as the learner meets it when the lesson is opened again."""
    standing = standing_of(enrolment, language="nb")
    return lesson_view(enrolment, standing, lessons_of(enrolment)[0])["blocks"][0]


@pytest.mark.django_db
def test_saved_answers_are_there_after_a_reload():
    enrolment = enrolment_with_quiz(blocks.short_text(), blocks.single_choice())
    option = blocks.block_id("single1")

    answers = {blocks.block_id("short"): "direktiv", blocks.block_id("single"): option}
    save_answers(**quiz_of(enrolment), read=lambda questions: answers, at=AT)

    text, choice = shown(enrolment)["questions"]
    assert text["value"] == "direktiv"
    assert [one["id"] for one in choice["options"] if one["selected"]] == [option]
    assert (text["disabled"], text["result"]) == (False, None)


@pytest.mark.django_db
def test_saving_again_goes_on_with_the_same_attempt():
    enrolment = enrolment_with_quiz()
    save_answers(**quiz_of(enrolment), read=right_answers, at=AT)

    save_answers(**quiz_of(enrolment), read=no_answers, at=LATER)

    attempt = Attempt.objects.get()
    assert (attempt.number, attempt.state, attempt.answers) == (1, "started", {})
    assert (attempt.started_at, attempt.saved_at) == (AT, LATER)
    assert ActivityFact.objects.filter(verb__in=["passed", "failed"]).count() == 0


@pytest.mark.django_db
def test_handing_in_marks_and_writes_the_fact():
    enrolment = enrolment_with_quiz(blocks.numeric(), blocks.true_false(), pass_mark=50)
    answers = {blocks.block_id("numeric"): "3 000", blocks.block_id("true_false"): "false"}

    attempt = submit_attempt(**quiz_of(enrolment), read=lambda _: answers, at=AT)

    assert (attempt.state, attempt.score, attempt.passed, attempt.submitted_at) == ("submitted", 50, True, AT)
    assert attempt.marked[blocks.block_id("numeric")]["result"] == "correct"
    assert attempt.marked[blocks.block_id("true_false")]["options"]["false"] == {"result": "wrong", "feedback": "Jo."}
    fact = ActivityFact.objects.get(verb="passed")
    assert fact.value == {"attempt": 1, "score": 50}


@pytest.mark.django_db
def test_below_the_pass_mark_is_not_passed():
    enrolment = enrolment_with_quiz(blocks.numeric(), blocks.true_false(), pass_mark=51)

    attempt = submit_attempt(**quiz_of(enrolment), read=lambda _: {blocks.block_id("numeric"): "3000"}, at=AT)

    assert (attempt.score, attempt.passed) == (50, False)
    assert list(ItemState.objects.values_list("status", "attempts", "best_score")) == [("under_way", 1, 50)]
    enrolment.refresh_from_db()
    assert enrolment.state == "active"


@pytest.mark.django_db
def test_marking_is_kept_when_a_new_release_changes_the_key():
    page = make_course_page(lessons=[[blocks.quiz(blocks.true_false(answer=True))]])
    enrolment = make_enrolment(course=publish_course(page=page, by=None, at=AT).course)
    submit(enrolment)
    before = Attempt.objects.values().get()
    lesson = page.get_descendants().last().specific
    lesson.body = [("quiz", {"title": "Ny", "pass_mark": 100, "questions": [("true_false", {"answer": False})]})]
    lesson.save()

    publish_course(page=page, by=None, at=LATER)

    assert Attempt.objects.values().get() == before
    assert submit(enrolment, answers=lambda _: {blocks.block_id("true_false"): "true"}).score == 100


@pytest.mark.django_db
def test_no_more_attempts_than_allowed():
    enrolment = enrolment_with_quiz(max_attempts=2)
    submit(enrolment, answers=no_answers)
    submit(enrolment, answers=no_answers)
    facts = ActivityFact.objects.count()

    with pytest.raises(NoAttemptsLeft):
        submit(enrolment)
    with pytest.raises(NoAttemptsLeft):
        save_answers(**quiz_of(enrolment), read=right_answers, at=AT)

    assert list(Attempt.objects.values_list("number", "passed")) == [(1, False), (2, False)]
    assert ActivityFact.objects.count() == facts
    assert shown(enrolment)["can_try"] is False


@pytest.mark.django_db
def test_an_attempt_under_way_may_be_handed_in_as_the_last():
    enrolment = enrolment_with_quiz(max_attempts=1)
    save_answers(**quiz_of(enrolment), read=no_answers, at=AT)

    assert submit(enrolment).passed is True


@pytest.mark.django_db
def test_nought_means_as_often_as_one_likes():
    enrolment = enrolment_with_quiz(max_attempts=0)

    numbers = [submit(enrolment, answers=no_answers).number for _ in range(12)]

    assert numbers == list(range(1, 13))


@pytest.mark.django_db
def test_once_passed_stays_passed():
    enrolment = enrolment_with_quiz()
    submit(enrolment)

    second = submit(enrolment, answers=no_answers, at=LATER)

    assert second.passed is False
    state = ItemState.objects.get()
    assert (state.status, state.done_at, state.attempts, state.best_score) == ("done", AT, 2, 100)
    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.ended_at) == ("completed", AT)
    assert shown(enrolment)["passed"] is True


@pytest.mark.django_db
def test_the_best_score_is_kept_until_it_is_passed():
    enrolment = enrolment_with_quiz(blocks.numeric(), blocks.true_false(), pass_mark=100)

    submit_attempt(**quiz_of(enrolment), read=lambda _: {blocks.block_id("numeric"): "3000"}, at=AT)
    submit(enrolment, answers=no_answers)

    assert ItemState.objects.get().best_score == 50


@pytest.mark.django_db
def test_what_is_mixed_keeps_its_order_through_an_attempt():
    enrolment = enrolment_with_quiz(*MIXED)
    first = shown(enrolment)["questions"]

    save_answers(**quiz_of(enrolment), read=no_answers, at=AT)

    assert shown(enrolment)["questions"] == first


@pytest.mark.django_db
def test_what_is_mixed_is_mixed_anew_for_the_next_attempt():
    enrolment = enrolment_with_quiz(*MIXED, max_attempts=0)
    orders = set()

    # Four items have 24 orders: seven attempts that all got the same one would be no chance.
    for _ in range(7):
        orders.add(tuple(item["id"] for item in shown(enrolment)["questions"][0]["items"]))
        submit(enrolment, answers=no_answers)

    assert len(orders) > 1


@pytest.mark.django_db
def test_a_lesson_with_two_quizzes_is_done_when_both_are_passed():
    quizzes = [blocks.quiz(name="first"), blocks.quiz(name="second")]
    enrolment = make_enrolment(lessons=[quizzes])
    lesson = lessons_of(enrolment)[0]
    both = {"enrolment": enrolment, "lesson_key": lesson.key, "read": right_answers, "by": None, "at": AT}

    submit_attempt(**both, item_key=lesson.items[0].key)
    between = standing_of(enrolment, language="nb").is_done(lesson)
    submit_attempt(**both, item_key=lesson.items[1].key)

    assert (between, standing_of(enrolment, language="nb").is_done(lesson)) == (False, True)


def hand_in_twice():
    enrolment = enrolment_with_quiz(max_attempts=5)
    calls = [lambda: submit(enrolment, answers=no_answers)] * 2
    return at_once(*calls, meet_before='INSERT INTO "learning_attempt"')


@pytest.mark.django_db(transaction=True)
def test_handed_in_twice_at_once_gives_two_attempts():
    outcomes = hand_in_twice()

    assert sorted(attempt.number for attempt in outcomes) == [1, 2]
    assert list(Attempt.objects.values_list("number", "state")) == [(1, "submitted"), (2, "submitted")]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_would_be_lost(monkeypatch):
    take_away_locks(monkeypatch)

    outcomes = hand_in_twice()

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Attempt", "IntegrityError"]
    assert Attempt.objects.count() == 1
