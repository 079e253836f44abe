from datetime import timedelta

import pytest
import time_machine

from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.targets import Target
from learning.domain.attempts import (
    NotStarted,
    hand_in_overdue,
    save_answers,
    start_attempt,
    submit_attempt,
)
from learning.domain.enrolments import withdraw
from learning.domain.extra_time import MayNotGiveTime, NoSuchShare, end_extra_time, give_extra_time
from learning.models import ActivityFact, Attempt, ExtraTime, ItemState
from learning.queries import overdue_attempts
from learning.seeds import right_answers
from learning.tasks import hand_in_overdue_attempts
from learning.timing import GRACE
from tests.factories import blocks
from tests.factories.learning import AT, make_enrolment, no_answers, quiz_of
from tests.factories.people import make_user
from tests.races import at_once, take_away_locks, without_constraints

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def timed_enrolment(*, minutes=30, **quiz):
    return make_enrolment(lessons=[[blocks.quiz(minutes=minutes, **quiz)]])


def started(enrolment, *, at=AT):
    return start_attempt(**quiz_of(enrolment), at=at)


def save(enrolment, *, at, answers=right_answers):
    return save_answers(**quiz_of(enrolment), read=answers, at=at)


def hand_in(enrolment, *, at, answers=right_answers):
    return submit_attempt(**quiz_of(enrolment), read=answers, at=at)


@pytest.mark.django_db
def test_the_server_says_until_when():
    attempt = started(timed_enrolment(minutes=45))

    assert (attempt.started_at, attempt.due_at, attempt.state) == (AT, AT + 45 * MINUTE, "started")


@pytest.mark.django_db
def test_starting_again_is_the_same_attempt_with_the_same_clock():
    enrolment = timed_enrolment()
    first = started(enrolment)

    again = started(enrolment, at=AT + 10 * MINUTE)

    assert (again.pk, again.due_at) == (first.pk, first.due_at)
    assert Attempt.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [save, hand_in])
def test_nothing_is_answered_before_the_clock_runs(verb):
    enrolment = timed_enrolment()

    with pytest.raises(NotStarted):
        verb(enrolment, at=AT)

    assert Attempt.objects.count() == 0


@pytest.mark.django_db
def test_a_quiz_without_a_limit_need_not_be_started_and_has_no_clock():
    enrolment = make_enrolment(lessons=[[blocks.quiz()]])

    assert hand_in(enrolment, at=AT).due_at is None


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [save, hand_in])
def test_answers_count_until_the_end_of_grace(verb):
    enrolment = timed_enrolment()
    started(enrolment)

    attempt = verb(enrolment, at=AT + 30 * MINUTE + GRACE)

    assert attempt.answers != {}
    assert attempt.ran_out is False


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [save, hand_in])
def test_what_comes_too_late_is_refused_and_what_was_saved_is_handed_in(verb):
    enrolment = timed_enrolment()
    started(enrolment)
    save(enrolment, at=AT + 5 * MINUTE, answers=no_answers)
    late = AT + 30 * MINUTE + GRACE + SECOND

    attempt = verb(enrolment, at=late)

    assert (attempt.state, attempt.answers, attempt.score, attempt.ran_out) == ("submitted", {}, 0, True)
    assert (attempt.saved_at, attempt.submitted_at) == (AT + 5 * MINUTE, late)
    assert ActivityFact.objects.filter(verb="failed").count() == 1


@pytest.mark.django_db
def test_right_answers_saved_in_time_are_passed_when_time_ran_out():
    enrolment = timed_enrolment()
    started(enrolment)
    save(enrolment, at=AT + 29 * MINUTE)

    attempt = save(enrolment, at=AT + 40 * MINUTE, answers=no_answers)

    assert (attempt.passed, attempt.ran_out) == (True, True)
    enrolment.refresh_from_db()
    assert enrolment.state == "completed"


@pytest.mark.django_db
def test_starting_when_time_is_up_hands_in():
    enrolment = timed_enrolment()
    started(enrolment)

    attempt = started(enrolment, at=AT + 40 * MINUTE)

    assert (attempt.state, attempt.number) == ("submitted", 1)


@pytest.mark.django_db(transaction=True)
def test_the_tick_hands_in_what_ran_out_once():
    mine, another, untimed = timed_enrolment(), timed_enrolment(minutes=90), make_enrolment(lessons=[[blocks.quiz()]])
    for enrolment in (mine, another):
        started(enrolment)
        save(enrolment, at=AT + MINUTE)
    save(untimed, at=AT)

    with time_machine.travel(AT + 40 * MINUTE, tick=False):
        assert hand_in_overdue_attempts() == 1
        assert hand_in_overdue_attempts() == 0

    states = {attempt.enrolment_id: (attempt.state, attempt.ran_out) for attempt in Attempt.objects.all()}
    assert states == {
        mine.pk: ("submitted", True),
        another.pk: ("started", False),
        untimed.pk: ("started", False),
    }
    assert ActivityFact.objects.filter(verb="passed").values_list("by", flat=True).get() is None


@pytest.mark.django_db
def test_the_tick_is_harmless_before_time_and_twice():
    attempt = started(timed_enrolment())

    assert hand_in_overdue(attempt_id=attempt.pk, at=AT + 30 * MINUTE) is False
    assert hand_in_overdue(attempt_id=attempt.pk, at=AT + 40 * MINUTE) is True
    assert hand_in_overdue(attempt_id=attempt.pk, at=AT + 41 * MINUTE) is False
    assert hand_in_overdue(attempt_id=0, at=AT) is False
    assert ItemState.objects.get().attempts == 1


@pytest.mark.django_db
def test_an_attempt_of_somebody_who_left_the_course_is_closed_without_a_fact():
    enrolment = timed_enrolment()
    attempt = started(enrolment)
    withdraw(enrolment=enrolment, by=None, at=AT + MINUTE)

    assert hand_in_overdue(attempt_id=attempt.pk, at=AT + 40 * MINUTE) is True

    assert overdue_attempts(before=AT + 50 * MINUTE) == []
    assert ActivityFact.objects.filter(verb__in=["passed", "failed"]).count() == 0


def test_an_attempt_at_a_quiz_that_begins_afresh_is_closed_without_a_fact():
    attempt = started(timed_enrolment())
    Attempt.objects.filter(pk=attempt.pk).update(counts=False)

    assert hand_in_overdue(attempt_id=attempt.pk, at=AT + 40 * MINUTE) is True

    assert overdue_attempts(before=AT + 50 * MINUTE) == []
    assert ActivityFact.objects.filter(verb__in=["passed", "failed"]).count() == 0


# --- A crisis pause -------------------------------------------------------------------------------


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Do something, and what follows once it is committed."""

    def do(verb, **how):
        with django_capture_on_commit_callbacks(execute=True):
            return verb(**how, by=None)

    return do


@pytest.mark.django_db
def test_a_crisis_pause_moves_the_clock(committed):
    enrolment = timed_enrolment()
    attempt = started(enrolment)
    pause = committed(declare_pause, target=Target("all"), reason="Flom", at=AT + 10 * MINUTE)

    assert hand_in_overdue(attempt_id=attempt.pk, at=AT + 500 * MINUTE) is False

    committed(end_pause, pause=pause, at=AT + 510 * MINUTE)
    # Twenty minutes were left when it began.
    assert hand_in_overdue(attempt_id=attempt.pk, at=AT + 531 * MINUTE) is False
    assert save(enrolment, at=AT + 530 * MINUTE).state == "started"
    assert hand_in_overdue(attempt_id=attempt.pk, at=AT + 532 * MINUTE) is True


@pytest.mark.django_db
def test_a_pause_elsewhere_moves_nothing(committed):
    attempt = started(timed_enrolment())
    committed(declare_pause, target=Target("sector", sector="health"), reason="Flom", at=AT)

    assert hand_in_overdue(attempt_id=attempt.pk, at=AT + 40 * MINUTE) is True


# --- Extra time -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_extra_time_makes_the_next_attempts_longer():
    enrolment = timed_enrolment(minutes=30)
    give_extra_time(enrolment=enrolment, percent=50, reason="accommodation", by=None, at=AT)

    assert started(enrolment).due_at == AT + 45 * MINUTE


@pytest.mark.django_db
def test_extra_time_reaches_an_attempt_under_way():
    enrolment = timed_enrolment(minutes=30)
    started(enrolment)

    give_extra_time(enrolment=enrolment, percent=100, reason="technical", by=None, at=AT + 20 * MINUTE)

    assert Attempt.objects.get().due_at == AT + 60 * MINUTE


@pytest.mark.django_db
def test_less_extra_time_takes_nothing_from_an_attempt_under_way():
    enrolment = timed_enrolment(minutes=30)
    give_extra_time(enrolment=enrolment, percent=100, reason="technical", by=None, at=AT)
    started(enrolment)

    give_extra_time(enrolment=enrolment, percent=10, reason="technical", by=None, at=AT + MINUTE)

    assert Attempt.objects.get().due_at == AT + 60 * MINUTE
    assert list(ExtraTime.objects.order_by("pk").values_list("percent", "ends_at")) == [(100, AT + MINUTE), (10, None)]


@pytest.mark.django_db
def test_ended_extra_time_counts_no_more():
    enrolment = timed_enrolment(minutes=30)
    give_extra_time(enrolment=enrolment, percent=50, reason="other", by=None, at=AT)

    assert end_extra_time(enrolment=enrolment, by=None, at=AT + MINUTE) is True
    assert end_extra_time(enrolment=enrolment, by=None, at=AT + MINUTE) is False

    assert started(enrolment, at=AT + 2 * MINUTE).due_at == AT + 32 * MINUTE


@pytest.mark.django_db
def test_a_learner_gives_themselves_no_time():
    enrolment = timed_enrolment()

    with pytest.raises(MayNotGiveTime):
        give_extra_time(enrolment=enrolment, percent=50, reason="other", by=enrolment.learner, at=AT)
    with pytest.raises(MayNotGiveTime):
        end_extra_time(enrolment=enrolment, by=make_user(), at=AT)

    assert ExtraTime.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("percent", [-50, 0, 4, 301])
def test_extra_time_stays_within_reason(percent):
    with pytest.raises(NoSuchShare):
        give_extra_time(enrolment=timed_enrolment(), percent=percent, reason="other", by=None, at=AT)


# --- Twice at once --------------------------------------------------------------------------------


def start_twice():
    enrolment = timed_enrolment()
    return at_once(*[lambda: started(enrolment)] * 2, meet_before='INSERT INTO "learning_attempt"')


@pytest.mark.django_db(transaction=True)
def test_started_twice_at_once_is_one_attempt():
    outcomes = start_twice()

    assert outcomes[0].pk == outcomes[1].pk
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_database_has_the_last_word(monkeypatch):
    take_away_locks(monkeypatch)

    outcomes = start_twice()

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Attempt", "IntegrityError"]


@pytest.mark.django_db(transaction=True)
def test_without_lock_and_constraints_there_would_be_two(monkeypatch):
    take_away_locks(monkeypatch)

    with without_constraints(Attempt, "attempt_one_open", "attempt_number"):
        assert len({outcome.pk for outcome in start_twice()}) == 2
