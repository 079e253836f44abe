"""People move to a new release as was decided: in batches, once, with a fact that says why."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import transaction

from cms import clock
from learning.domain import moves, moving
from learning.domain.attempts import NoAttemptsLeft, save_answers
from learning.domain.enrolments import withdraw
from learning.domain.moves import MoveUnderWay, NotLater, advance_move, plan_move, waiting_moves
from learning.domain.progress import mark_read, sit_down
from learning.enums import MovePolicy
from learning.models import ActivityFact, Attempt, Certificate, CourseState, Enrolment, ItemState, MoveRun
from learning.policies import ReleasePolicy
from learning.queries import standing_of
from learning.tasks import carry_on_moves
from tests.factories import blocks
from tests.factories.learning import (
    AT,
    complete,
    lessons_of,
    make_enrolment,
    no_answers,
    quiz_of,
    read_lesson,
    submit,
)
from tests.factories.people import make_admin
from tests.factories.releases import LATER, ChangingCourse, keep, make_run, move_everybody, offer, redo, stay
from tests.learning.views.desk import course_url, lesson_url, signed_in
from tests.queries import count_queries
from tests.races import at_once, needs_real_locks, take_away_locks, until_somebody_is_held_up

pytestmark = pytest.mark.django_db


def again(enrolment):
    return Enrolment.objects.select_related("release", "course", "learner", "course_state").get(pk=enrolment.pk)


def counts(enrolment):
    state = CourseState.objects.get(enrolment=enrolment)
    return state.done, state.required


def moved(enrolment):
    return ActivityFact.objects.get(enrolment=enrolment, verb="moved")


# --- Where people end up -----------------------------------------------------------------------------


def test_who_has_not_started_gets_the_new_release():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    course.add_lesson()

    second = course.publish_and_move()

    assert again(enrolment).release == second
    assert counts(enrolment) == (0, 4)


def test_who_is_under_way_is_moved_along_when_only_text_changed():
    course = ChangingCourse()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    course.edit_text(1)

    second = course.publish_and_move()

    assert again(enrolment).release == second
    assert counts(enrolment) == (1, 3)
    assert moved(enrolment).value == {
        "from": 1,
        "to": 2,
        "policy": "move",
        "redo": [],
        "run": MoveRun.objects.get().pk,
    }


def test_who_is_under_way_finishes_what_they_have_when_more_is_asked():
    course = ChangingCourse()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    course.add_lesson()

    course.publish_and_move()

    assert again(enrolment).release == course.first
    assert not enrolment.facts.filter(verb="moved").exists()
    run = MoveRun.objects.get()
    assert (run.state, run.total, run.done, run.moved, run.stayed) == ("finished", 1, 1, 0, 1)


def test_who_began_without_finishing_anything_is_under_way():
    course = ChangingCourse()
    saved, failed = make_enrolment(course=course.course), make_enrolment(course=course.course)
    save_answers(**quiz_of(saved, 2), read=no_answers, at=AT)
    submit(failed, 2, answers=no_answers)
    course.add_lesson()

    course.publish_and_move()

    assert [again(one).release for one in (saved, failed)] == [course.first] * 2


def test_everybody_stays_when_so_decided():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    course.edit_text()

    course.publish_and_move(**stay())

    assert again(enrolment).release == course.first
    assert not MoveRun.objects.exists()


def test_what_is_done_stays_done_when_people_are_moved():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    read_lesson(enrolment, 1)
    submit(enrolment, 2)
    course.edit_text(1)
    course.change_key()
    course.add_lesson()

    course.publish_and_move(**keep())

    assert counts(enrolment) == (2, 4)
    assert moved(enrolment).value["redo"] == []


def test_what_has_changed_is_done_again_when_so_decided():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    read_lesson(enrolment, 1)
    submit(enrolment, 2)
    course.change_key()

    course.publish_and_move(**redo())

    quiz = lessons_of(again(enrolment))[1].items[0].key
    assert counts(enrolment) == (1, 3)
    assert moved(enrolment).value["redo"] == [quiz]
    assert list(Attempt.objects.values_list("number", "passed", "counts")) == [(1, True, False)]
    submit(again(enrolment), 2, at=LATER)
    state = ItemState.objects.get(enrolment=enrolment, item_key=quiz)
    assert (state.status, state.attempts, state.done_at) == ("done", 2, LATER)


def test_a_lesson_that_changed_is_read_again_and_is_a_fact_of_its_own():
    course = ChangingCourse()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    course.edit_text(1)

    course.publish_and_move(**redo())
    read_lesson(again(enrolment), 1, at=LATER)

    read = list(enrolment.facts.filter(verb="experienced").values_list("at", flat=True))
    assert read == [AT, LATER]
    assert counts(enrolment) == (1, 3)


def test_a_lesson_may_go_back_to_what_it_was_and_be_read_a_third_time():
    course = ChangingCourse()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    for place, html in enumerate(("<p>Nytt.</p>", "<p>Kommunen skal øve planen hvert andre år.</p>"), start=1):
        course.edit_text(1, html)
        course.publish_and_move(at=LATER + timedelta(days=place), **redo())
        read_lesson(again(enrolment), 1, at=LATER + timedelta(days=place))

    assert enrolment.facts.filter(verb="experienced").count() == 3
    assert counts(enrolment) == (1, 3)


def test_tries_at_the_old_quiz_do_not_use_up_those_at_the_new_one():
    course = ChangingCourse(lessons=[[blocks.text()], [blocks.quiz(max_attempts=1)]])
    enrolment = make_enrolment(course=course.course)
    submit(enrolment, 2, answers=no_answers)
    with pytest.raises(NoAttemptsLeft):
        submit(enrolment, 2)
    course.write(2, blocks.quiz(blocks.single_choice(name="new"), max_attempts=1))

    course.publish_and_move(**keep())

    assert submit(again(enrolment), 2, at=LATER).passed
    assert list(Attempt.objects.values_list("number", "counts")) == [(1, False), (2, True)]


def test_who_is_in_the_middle_of_a_quiz_is_marked_by_the_quiz_they_began():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    began = save_answers(**quiz_of(enrolment, 2), read=no_answers, at=AT)
    course.change_key()

    course.publish_and_move(**keep())
    right_at_the_first = {blocks.block_id("quiz-single"): blocks.block_id("quiz-single0")}
    attempt = submit(again(enrolment), 2, answers=lambda _: right_at_the_first, at=LATER)

    assert (attempt.pk, attempt.release, attempt.passed) == (began.pk, course.first, True)
    quiz = next(item for item in lessons_of(enrolment)[1].items)
    fact = enrolment.facts.get(verb="passed")
    assert (fact.item_hash, counts(enrolment)) == (quiz.content_hash, (1, 3))


def test_a_try_begun_at_the_old_quiz_is_left_lying_when_it_is_to_be_done_again():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    old = save_answers(**quiz_of(enrolment, 2), read=lambda _: {blocks.block_id("quiz-single"): "x"}, at=AT)
    course.change_key()

    course.publish_and_move(**redo())
    attempt = submit(again(enrolment), 2, at=LATER)

    assert (attempt.number, attempt.release.number, attempt.passed) == (2, 2, True)
    old.refresh_from_db()
    assert (old.state, old.counts, old.answers) == ("started", False, {blocks.block_id("quiz-single"): "x"})


def test_a_removed_lesson_completes_those_who_have_done_the_rest():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    read_lesson(enrolment, 1)
    submit(enrolment, 2)
    course.remove_lesson(3)
    by = make_admin()

    course.publish_and_move(by=by, **keep())

    done = again(enrolment)
    assert (done.state, counts(enrolment)) == ("completed", (2, 2))
    certificate = Certificate.objects.get()
    assert (certificate.basis_key, certificate.basis_hash) == (str(enrolment.pk), done.release.content_hash)
    assert MoveRun.objects.get().completed == 1
    assert done.course_state.first_completed_at == done.ended_at == enrolment.facts.get(verb="completed").at


def test_nobody_completes_a_course_after_their_account_was_closed():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    read_lesson(enrolment, 1)
    submit(enrolment, 2)
    enrolment.learner.is_active = False
    enrolment.learner.save()
    course.remove_lesson(3)

    course.publish_and_move(**keep())

    assert (again(enrolment).state, again(enrolment).release.number) == ("active", 2)
    assert not Certificate.objects.exists()


def test_who_has_completed_or_withdrawn_is_never_moved():
    course = ChangingCourse()
    done = complete(make_enrolment(course=course.course))
    gone = make_enrolment(course=course.course)
    withdraw(enrolment=gone, by=None, at=AT)
    before = list(Enrolment.objects.order_by("pk").values()), list(ItemState.objects.order_by("pk").values())
    certificates = list(Certificate.objects.values())
    course.change_key()
    course.remove_lesson(1)

    course.publish_and_move(**redo())

    assert (list(Enrolment.objects.order_by("pk").values()), list(ItemState.objects.order_by("pk").values())) == before
    assert list(Certificate.objects.values()) == certificates
    assert counts(done) == (3, 3)


def test_those_who_stayed_on_an_older_release_are_left_there_by_the_next():
    """What the next release changes was found out from the one before it, not from theirs."""
    course = ChangingCourse()
    stayed = read_lesson(make_enrolment(course=course.course), 1)
    course.add_lesson()
    course.publish_and_move()
    newer = read_lesson(make_enrolment(course=course.course), 1)
    course.edit_text(1)

    third = course.publish_and_move()

    assert (again(stayed).release, again(newer).release) == (course.first, third)


def test_those_who_stayed_can_be_moved_by_hand():
    course = ChangingCourse()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    course.add_lesson()
    second, by = course.publish_and_move(), make_admin()

    plan_move(from_release=course.first, release=second, policy=ReleasePolicy(under_way="move"), by=by, at=LATER)
    move_everybody()

    assert again(enrolment).release == second
    assert moved(enrolment).by == by


# --- The run -----------------------------------------------------------------------------------------


def course_with_learners(number):
    course = ChangingCourse()
    learners = [read_lesson(make_enrolment(course=course.course), 1) for _ in range(number)]
    course.edit_text(1)
    return course, learners


def test_nobody_is_moved_back_or_across():
    course, other = ChangingCourse(), ChangingCourse()
    course.edit_text()
    second = course.publish(**stay())

    for wrong in ((second, course.first), (second, second), (course.first, other.first)):
        with pytest.raises(NotLater):
            plan_move(from_release=wrong[0], release=wrong[1], policy=ReleasePolicy(), by=None, at=LATER)

    assert not MoveRun.objects.exists()


def test_one_run_at_a_time_from_a_release():
    course, _learners = course_with_learners(1)
    second = course.publish()

    with pytest.raises(MoveUnderWay):
        plan_move(from_release=course.first, release=second, policy=ReleasePolicy(), by=None, at=LATER)

    assert MoveRun.objects.count() == 1


def test_people_are_moved_batch_by_batch_and_the_run_says_how_far(monkeypatch):
    monkeypatch.setattr(moving, "BATCH", 2)
    monkeypatch.setattr(moves, "SLICE", timedelta(0))
    course, learners = course_with_learners(5)
    course.publish()
    run = MoveRun.objects.get()
    seen = [(run.total, run.done)]

    while advance_move(run_id=run.pk, at=clock.now()):
        run.refresh_from_db()
        seen.append((run.total, run.done))

    assert seen == [(5, 0), (5, 2), (5, 4), (5, 5)]
    run.refresh_from_db()
    assert (run.state, run.moved) == ("finished", 5)
    assert {again(one).release.number for one in learners} == {2}


def test_a_lost_worker_costs_a_batch_and_nobody_is_moved_twice(monkeypatch):
    monkeypatch.setattr(moving, "BATCH", 2)
    course, learners = course_with_learners(5)
    course.publish()
    run = MoveRun.objects.get()
    moves._claimed(run.pk, at=LATER)
    moves._step(run.pk)
    with monkeypatch.context() as patch:
        patch.setattr(moves, "_count", killed)
        with pytest.raises(SystemExit):
            moves._step(run.pk)
    left_behind = ActivityFact.objects.filter(verb="moved").count()

    move_everybody(at=clock.now() + timedelta(minutes=5))

    assert (left_behind, ActivityFact.objects.filter(verb="moved").count()) == (2, 5)
    assert {again(one).release.number for one in learners} == {2}


def killed(*args, **kwargs):
    raise SystemExit


def test_a_run_that_another_worker_has_in_hand_is_left_alone():
    course, _learners = course_with_learners(1)
    course.publish()
    run = MoveRun.objects.get()
    moves._claimed(run.pk, at=LATER)

    assert advance_move(run_id=run.pk, at=LATER) is False
    assert waiting_moves(at=LATER) == []
    assert waiting_moves(at=LATER + timedelta(minutes=3)) == [run.pk]


def test_the_tick_finds_what_was_lost():
    course, learners = course_with_learners(1)
    course.publish()

    assert carry_on_moves() == 1
    assert again(learners[0]).release.number == 2
    assert carry_on_moves() == 0


def test_a_run_that_kills_its_worker_is_given_up():
    course, _learners = course_with_learners(1)
    course.publish()
    MoveRun.objects.update(attempts=moves.MAX_ATTEMPTS, moved_at=AT)

    assert advance_move(run_id=MoveRun.objects.get().pk, at=LATER) is False
    assert MoveRun.objects.get().state == "failed"


def test_an_earlier_run_of_the_course_goes_first():
    course, learners = course_with_learners(1)
    course.publish()
    course.edit_text(1, "<p>Og en gang til.</p>")
    course.publish(at=LATER + timedelta(hours=1))
    _first, second = MoveRun.objects.order_by("pk")

    assert advance_move(run_id=second.pk, at=LATER) is False
    move_everybody()

    assert again(learners[0]).release.number == 3
    assert list(learners[0].facts.filter(verb="moved").values_list("value__to", flat=True)) == [2, 3]


@pytest.mark.parametrize("policy", [keep, redo])
def test_moving_many_asks_no_more_than_moving_few(policy):
    asked_for = []
    for number in (2, 20):
        course, _learners = course_with_learners(number)
        course.publish(**policy())
        run = MoveRun.objects.latest("pk")
        with count_queries() as asked:
            moves._step(run.pk)
        asked_for.append(len(asked))

    assert asked_for[0] == asked_for[1], asked_for


def test_publishing_asks_no_more_with_many_enrolled():
    asked_for = []
    for number in (1, 12):
        course, _learners = course_with_learners(number)
        with count_queries() as asked:
            course.publish()
        asked_for.append(len(asked))

    assert asked_for[0] == asked_for[1], asked_for


def test_the_run_and_its_end_stand_in_the_log():
    from wagtail.models import ModelLogEntry

    course, _learners = course_with_learners(2)
    course.publish_and_move(by=make_admin())

    lines = ModelLogEntry.objects.filter(action__in=["learning.plan_move", "learning.finish_move"]).order_by("pk")
    assert [line.action for line in lines] == ["learning.plan_move", "learning.finish_move"]
    assert lines[1].data == {"moved": 2, "stayed": 0, "completed": 0, "offered": 0}


def two_workers_at_once(monkeypatch):
    """One step each, of one person a step."""
    monkeypatch.setattr(moving, "BATCH", 1)
    course, _learners = course_with_learners(2)
    run = make_run(course, course.publish(**stay()))
    at_once(*[lambda: moves._step(run.pk)] * 2, meet_before='INSERT INTO "learning_activityfact"')
    run.refresh_from_db()
    return run.done, Enrolment.objects.filter(release__number=2).count()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_move_different_people(monkeypatch):
    assert two_workers_at_once(monkeypatch) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would_move_the_same(monkeypatch):
    take_away_locks(monkeypatch)

    assert two_workers_at_once(monkeypatch) == (1, 1)


# --- Beside people who read and answer ---------------------------------------------------------------


def read_while_moved(enrolment, run):
    """The learner says "I have read this" while a worker moves them."""
    lesson = lessons_of(enrolment)[1]
    return at_once(
        lambda: moves._step(run.pk),
        lambda: mark_read(enrolment=enrolment, lesson_key=lesson.key, by=enrolment.learner, at=LATER),
        meet_before='UPDATE "learning_enrolment"',
    )


@pytest.mark.django_db(transaction=True)
def test_who_reads_while_being_moved_loses_nothing():
    course = ChangingCourse(lessons=[[blocks.text()], [blocks.text(name="second")], [blocks.text(name="third")]])
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    course.edit_text(3)
    run = make_run(course, course.publish(**stay()))

    outcomes = read_while_moved(enrolment, run)
    move_everybody()

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert again(enrolment).release.number == 2
    assert counts(enrolment) == (2, 3)


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_the_lock_is_found_on_the_new_release():
    """PostgreSQL joins a row it waited for with the release it had before, and then finds nothing."""
    needs_real_locks()
    course = ChangingCourse()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    course.edit_text(1)
    second = course.publish(**stay())
    make_run(course, second)

    outcomes = waiting_for_the_move(enrolment)

    assert [type(outcome).__name__ for outcome in outcomes] == ["bool", "Enrolment"]
    assert outcomes[1].release == second


@pytest.mark.django_db(transaction=True)
def test_without_asking_again_they_would_not_be_found(monkeypatch):
    needs_real_locks()
    course = ChangingCourse()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    course.edit_text(1)
    make_run(course, course.publish(**stay()))
    monkeypatch.setattr("learning.domain.progress._locked", locked_once)

    outcomes = waiting_for_the_move(enrolment)

    assert [type(outcome).__name__ for outcome in outcomes] == ["bool", "DoesNotExist"]


def locked_once(enrolment):
    rows = Enrolment.objects.select_for_update(of=("self",))
    return rows.select_related("release", "course", "learner", "course_state").get(pk=enrolment.pk)


def waiting_for_the_move(enrolment):
    """The batch has the lock when the learner comes, and lets go of it only when they stand and wait."""
    run_id, locked = MoveRun.objects.get().pk, Event()

    def move():
        with transaction.atomic():
            more = moves._step(run_id)
            locked.set()
            until_somebody_is_held_up()
        return more

    def come():
        locked.wait(10)
        with transaction.atomic():
            return sit_down(enrolment).enrolment

    return at_once(move, come)


@pytest.mark.django_db(transaction=True)
def test_readers_do_not_wait_for_a_batch():
    course = ChangingCourse()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    course.edit_text(1)
    run_id, locked, seen = make_run(course, course.publish(**stay())).pk, Event(), Event()

    def move():
        with transaction.atomic():
            more = moves._step(run_id)
            locked.set()
            return more and seen.wait(20)

    def look():
        locked.wait(10)
        client = signed_in(enrolment.learner)
        found = [client.get(url).status_code for url in (course_url(enrolment), lesson_url(enrolment))]
        seen.set()
        return found

    assert at_once(move, look) == [True, [200, 200]]


def test_the_moved_stand_where_the_outline_of_the_new_release_says():
    course = ChangingCourse()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    course.add_lesson()
    course.publish_and_move(under_way=MovePolicy.MOVE)

    standing = standing_of(again(enrolment), language="nb")

    assert (standing.done_count, standing.required_count, standing.percent) == (1, 4, 25)


def test_an_offer_alone_moves_nobody_under_way():
    course = ChangingCourse()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    course.add_lesson()

    course.publish_and_move(**offer())

    assert again(enrolment).release == course.first
