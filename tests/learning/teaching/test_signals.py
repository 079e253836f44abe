"""People who may need help, as they are found in a real course."""

from datetime import timedelta

import pytest

from cms.pause.domain.pauses import declare_pause
from cms.pause.targets import Target
from learning.domain.attempts import start_attempt
from learning.models import Enrolment
from learning.requirements.domain.obligations import refresh_obligations
from learning.teaching.enums import Reason, Standing
from learning.teaching.picture import Picture
from tests.factories import blocks
from tests.factories.learning import AT, make_course, make_enrolment, no_answers, quiz_of, read_lesson, submit
from tests.factories.people import make_admin, make_membership, make_organisation, make_user
from tests.factories.requirements import make_requirement

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def reasons(course, at):
    return [[signal.reason for signal in one.signals] for one in Picture(course, at=at).in_need]


def test_who_failed_twice():
    enrolment = make_enrolment(lessons=[[blocks.quiz()]])
    submit(enrolment, answers=no_answers)
    assert reasons(enrolment.course, AT) == []

    submit(enrolment, answers=no_answers)
    assert reasons(enrolment.course, AT) == [[Reason.FAILED]]

    submit(enrolment)
    assert reasons(enrolment.course, AT) == []


def test_who_has_used_all_attempts():
    enrolment = make_enrolment(lessons=[[blocks.quiz(max_attempts=1)]])
    submit(enrolment, answers=no_answers)

    assert reasons(enrolment.course, AT) == [[Reason.NO_TRIES_LEFT]]


def test_who_began_something_and_left_it():
    enrolment = make_enrolment(lessons=[[blocks.quiz()]])
    start_attempt(**quiz_of(enrolment), at=AT)

    assert reasons(enrolment.course, AT + 6 * DAY) == []
    assert reasons(enrolment.course, AT + 7 * DAY) == [[Reason.BEGUN_LONG_AGO]]


def test_who_stands_still_but_not_who_has_not_begun():
    course = make_course()
    make_enrolment(course=course)
    read_lesson(make_enrolment(course=course))

    assert reasons(course, AT + 13 * DAY) == []
    assert reasons(course, AT + 14 * DAY) == [[Reason.STANDS_STILL]]


def test_days_of_a_crisis_pause_do_not_count():
    course, place, elsewhere = make_course(), make_organisation(), make_organisation("Fjellvik kommune")
    for organisation in (place, elsewhere):
        learner = make_user(organisation.name)
        make_membership(learner, organisation)
        read_lesson(make_enrolment(course=course, learner=learner))
    target = Target("organisation", organisation=place)
    declare_pause(target=target, reason="Flom", ends_at=AT + 10 * DAY, by=make_admin(), at=AT + 5 * DAY)

    assert [one.name for one in Picture(course, at=AT + 15 * DAY).in_need] == ["Fjellvik kommune"]
    assert len(Picture(course, at=AT + 20 * DAY).in_need) == 2


def test_who_has_a_deadline_and_much_left():
    course, place, learner = make_course(), make_organisation(), make_user()
    make_membership(learner, place, role="preparedness_adviser", starts_on=AT.date())
    make_enrolment(course=course, learner=learner)
    make_requirement(course, grace_days=60, valid_from=AT.date())
    refresh_obligations(at=AT)

    assert reasons(course, AT + 40 * DAY) == []
    assert reasons(course, AT + 46 * DAY) == [[Reason.DEADLINE]]


def test_closed_accounts_are_nobody_to_help():
    enrolment = make_enrolment()
    read_lesson(enrolment)
    enrolment.learner.is_active = False
    enrolment.learner.save()

    picture = Picture(Enrolment.objects.get().course, at=AT + 90 * DAY)

    assert picture.in_need == []
    assert [one.standing for one in picture.people] == [Standing.UNDER_WAY]
