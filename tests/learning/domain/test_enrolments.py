from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from learning.domain.enrolments import AlreadyEnrolled, CourseNotOpen, EnrolmentEnded, enrol, withdraw
from learning.enums import ENROLMENT_MOVES, EnrolmentState
from learning.models import ActivityFact, Course, Enrolment
from tests.factories.learning import AT, complete, make_course, make_enrolment
from tests.factories.people import make_membership, make_organisation, make_user
from tests.races import at_once, without_constraints

ONE_UNDER_WAY = ("enrolment_one_under_way", "enrolment_number")


@pytest.mark.django_db
def test_enrolling_stands_on_the_current_release():
    course, learner = make_course(), make_user()

    enrolment = enrol(course=course, learner=learner, by=learner, at=AT)

    assert (enrolment.number, enrolment.release, enrolment.state) == (1, course.current_release, "active")
    assert (enrolment.course_state.done, enrolment.course_state.required) == (0, 2)
    assert list(ActivityFact.objects.values_list("verb", "at", "by")) == [("registered", AT, learner.pk)]


@pytest.mark.django_db
def test_a_course_without_a_release_is_not_open():
    course = Course.objects.create(translation_key="7e4dbd5a-0e6f-4c0f-8f2f-3d2a5b8a1c11", slug="ny", title="Ny")

    with pytest.raises(CourseNotOpen):
        enrol(course=course, learner=make_user(), by=None, at=AT)


@pytest.mark.django_db
def test_enrolling_twice_is_refused_and_changes_nothing():
    enrolment = make_enrolment()

    with pytest.raises(AlreadyEnrolled):
        enrol(course=enrolment.course, learner=enrolment.learner, by=None, at=AT)

    assert Enrolment.objects.get() == enrolment
    assert ActivityFact.objects.count() == 1


@pytest.mark.django_db
def test_a_retake_is_the_next_number():
    first = complete(make_enrolment())

    second = make_enrolment(course=first.course, learner=first.learner)

    assert (first.number, second.number) == (1, 2)
    assert (second.course_state.done, first.course_state.done) == (0, 2)


@pytest.mark.django_db
def test_who_withdrew_may_enrol_again():
    first = make_enrolment()
    withdraw(enrolment=first, by=first.learner, at=AT)

    second = make_enrolment(course=first.course, learner=first.learner)

    assert (second.number, second.state) == (2, "active")


@pytest.mark.django_db
def test_withdrawing_ends_the_enrolment_and_keeps_the_facts():
    enrolment = make_enrolment()

    ended = withdraw(enrolment=enrolment, by=enrolment.learner, at=AT + timedelta(days=1))

    assert (ended.state, ended.ended_at) == ("withdrawn", AT + timedelta(days=1))
    assert list(ended.facts.values_list("verb", flat=True)) == ["registered", "withdrew"]


@pytest.mark.django_db
@pytest.mark.parametrize("end", [complete, lambda enrolment: withdraw(enrolment=enrolment, by=None, at=AT)])
def test_what_has_ended_cannot_be_withdrawn(end):
    enrolment = make_enrolment()
    end(enrolment)

    with pytest.raises(EnrolmentEnded):
        withdraw(enrolment=enrolment, by=None, at=AT)


def test_nothing_leads_back_to_an_active_enrolment():
    assert {state for moves in ENROLMENT_MOVES.values() for state in moves} == {"completed", "withdrawn"}
    assert set(ENROLMENT_MOVES) == set(EnrolmentState)


@pytest.mark.django_db
def test_the_organisation_of_that_day_is_kept_after_changing_jobs():
    learner, skogdal, elvestad = make_user(), make_organisation("Skogdal"), make_organisation("Elvestad")
    old = make_membership(learner, skogdal)
    enrolment = make_enrolment(learner=learner)

    old.ends_on = date(2026, 11, 30)
    old.save()
    make_membership(learner, elvestad, starts_on=date(2026, 12, 1))

    enrolment.refresh_from_db()
    assert enrolment.organisation == skogdal
    later = make_enrolment(learner=learner, at=AT + timedelta(days=60))
    assert later.organisation == elvestad


@pytest.mark.django_db
def test_another_organisation_can_be_named():
    learner, elvestad = make_user(), make_organisation("Elvestad")
    make_membership(learner, make_organisation("Skogdal"))

    enrolment = enrol(course=make_course(), learner=learner, by=None, at=AT, organisation=elvestad)

    assert enrolment.organisation == elvestad


@pytest.mark.django_db
def test_the_database_wants_an_end_where_something_ended():
    enrolment = make_enrolment()

    with pytest.raises(IntegrityError):
        Enrolment.objects.filter(pk=enrolment.pk).update(state="withdrawn", ended_at=None)


def enrol_in_two_tabs():
    course, learner = make_course(), make_user()
    calls = [lambda: enrol(course=course, learner=learner, by=learner, at=AT)] * 2
    return at_once(*calls, meet_before='INSERT INTO "learning_enrolment"')


@pytest.mark.django_db(transaction=True)
def test_two_tabs_make_one_enrolment():
    outcomes = enrol_in_two_tabs()

    assert {type(outcome) for outcome in outcomes} == {Enrolment, AlreadyEnrolled}
    assert Enrolment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_would_make_two_without_the_constraints():
    with without_constraints(Enrolment, *ONE_UNDER_WAY):
        enrol_in_two_tabs()

        assert Enrolment.objects.count() == 2
