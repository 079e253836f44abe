"""Fourteen days without progress, then thirty, then no more."""

from datetime import date, timedelta

import pytest

from cms.mail.models import OutboxMessage
from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.targets import Target
from learning.domain.enrolments import withdraw
from learning.joining.domain.reminders import find_idle, remind, waiting_reminders
from learning.joining.models import UnfinishedReminder
from tests.factories.joining import AT, begin, course_with, later, mails, make_group, make_place, plain_course
from tests.factories.learning import complete, read_lesson
from tests.factories.people import make_membership, make_organisation, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def sweep(at):
    """One run of the tick: whom it wrote to."""
    before = len(mails("unfinished_course"))
    find_idle(at=at)
    for reminder_id in waiting_reminders():
        remind(reminder_id=reminder_id, at=at)
    return mails("unfinished_course")[before:]


def test_two_reminders_and_no_more():
    enrolment = begin()
    email = enrolment.learner.email

    days = {day: sweep(later(day)) for day in (13, 14, 15, 29, 30, 31, 60, 200)}

    assert {day: who for day, who in days.items() if who} == {14: [email], 30: [email]}


def test_safe_to_run_twice():
    begin()

    assert (find_idle(at=later(14)), find_idle(at=later(14))) == (1, 0)
    (waiting,) = waiting_reminders()
    assert [remind(reminder_id=waiting, at=later(14)) for _ in range(2)] == [True, False]


def test_mail_says_how_far_what_next_and_how_long():
    enrolment = begin(learner=make_user(language="en"), lessons=3)
    read_lesson(enrolment)

    sweep(later(14))

    text = OutboxMessage.objects.get(kind="joining/mail/unfinished_course").text
    assert "You have done 1 of 3 parts" in text
    assert "Next is the lesson" in text
    assert "is left of the course" in text


def test_who_gets_on_begins_afresh():
    enrolment = begin(lessons=3)
    assert sweep(later(14))

    read_lesson(enrolment, at=later(20))

    assert sweep(later(33)) == []
    assert sweep(later(34)) == [enrolment.learner.email]


def test_progress_between_finding_and_writing_is_seen():
    enrolment = begin(lessons=3)
    find_idle(at=later(14))
    read_lesson(enrolment, at=later(14))

    (waiting,) = waiting_reminders()
    assert not remind(reminder_id=waiting, at=later(14))
    assert UnfinishedReminder.objects.get().settled_at == later(14)


@pytest.mark.parametrize("end", [complete, lambda one: withdraw(enrolment=one, by=None, at=AT)])
def test_who_is_done_or_has_left_is_left_alone(end):
    end(begin())

    assert sweep(later(14)) == []


def test_course_says_whether_and_when():
    quiet, eager = course_with(reminds=False), course_with(first_reminder=3, second_reminder=5)
    begin(quiet)
    learner = begin(eager).learner

    assert {day: bool(sweep(later(day))) for day in range(2, 16)} == {day: day in (3, 5) for day in range(2, 16)}
    assert set(mails("unfinished_course")) == {learner.email}


def test_who_waits_for_a_group_is_not_reminded_and_counts_from_its_start():
    group = make_group(starts_on=date(2026, 12, 1))
    learner = make_place(group).enrolment.learner

    # Enrolled on 2 November; the group starts on day 29.
    assert {day: sweep(later(day)) for day in (14, 30, 42)} == {14: [], 30: [], 42: []}
    assert sweep(later(43)) == [learner.email]


def test_days_in_a_pause_do_not_count_and_nothing_is_written_in_one():
    here, learner = make_organisation(), make_user()
    make_membership(learner, here)
    begin(learner=learner)
    pause = declare_pause(target=Target("organisation", organisation=here), reason="Flom", by=None, at=later(10))

    assert sweep(later(15)) == []
    end_pause(pause=pause, by=None, at=later(20))

    assert sweep(later(23)) == []
    assert sweep(later(24)) == [learner.email]


def test_pause_that_comes_between_finding_and_writing_holds_the_mail():
    here, learner = make_organisation(), make_user()
    make_membership(learner, here)
    begin(learner=learner)
    find_idle(at=later(14))
    declare_pause(target=Target("organisation", organisation=here), reason="Flom", by=None, at=later(14))

    (waiting,) = waiting_reminders()
    assert not remind(reminder_id=waiting, at=later(14))
    assert waiting_reminders() == [waiting]


def test_sweep_that_stood_still_catches_up_but_not_months_later():
    begin()

    assert sweep(later(18)) != []
    begin()
    assert sweep(later(25)) == []


@pytest.mark.parametrize("people", [1, 5])
def test_sweep_asks_the_same_for_few_and_many(people):
    course = plain_course()
    for _ in range(people):
        begin(course)
    find_idle(at=later(1))

    with count_queries() as asked:
        assert find_idle(at=later(14)) == people

    assert len(asked) == 4, asked


def test_whoever_is_reminded_can_say_no_and_gets_the_way_out():
    enrolment = begin(learner=make_user(language="en"))

    sweep(later(14))

    message = OutboxMessage.objects.get(to_user=enrolment.learner)
    assert message.category == "reminders"
    assert "/mail/unsubscribe/" in message.text
    assert timedelta(0) <= message.due_at - later(14)
