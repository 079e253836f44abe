from datetime import timedelta

import pytest

from cms.people.roles import COORDINATOR, TEACHER
from learning.domain.course_staff import give_course_role
from learning.domain.enrolments import AlreadyEnrolled
from learning.joining.domain.requests import (
    MOST_WAITING,
    AlreadyAnswered,
    OwnRequest,
    ReasonMissing,
    TooManyRequests,
    approve,
    ask,
    refuse,
    take_back,
)
from learning.joining.models import EnrolmentRequest
from learning.joining.ways import ClosedForNew, WayNotOpen
from learning.models import Enrolment
from tests.factories.joining import AT, begin, course_with, later, mails, make_request
from tests.factories.people import make_holder_of, make_membership, make_organisation, make_user
from tests.races import at_once, without_constraints


@pytest.mark.django_db
def test_teacher_of_the_course_is_written_to():
    course, teacher = course_with(on_request=True), make_holder_of(TEACHER)
    give_course_role(course=course, user=teacher, role="teacher", by=None, at=AT)

    request = make_request(course)

    assert (request.state, request.reason) == ("waiting", "Jeg er ny i beredskapsstaben.")
    assert mails("somebody_asks") == [teacher.email]


@pytest.mark.django_db
def test_coordinators_are_written_to_where_nobody_owns_or_teaches_the_course():
    coordinator = make_holder_of(COORDINATOR)

    make_request()

    assert mails("somebody_asks") == [coordinator.email]


@pytest.mark.django_db
def test_who_waits_already_gets_the_same_request():
    first = make_request()

    assert make_request(first.course, learner=first.learner, reason="En gang til") == first


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("terms", "refusal"),
    [({"is_open": True}, WayNotOpen), ({"on_request": True, "is_closed": True}, ClosedForNew)],
)
def test_nobody_asks_where_the_ways_say_otherwise(terms, refusal):
    with pytest.raises(refusal):
        make_request(course_with(**terms))


@pytest.mark.django_db
def test_who_asks_says_why_and_does_not_take_it_already():
    course = course_with(on_request=True)

    with pytest.raises(ReasonMissing):
        make_request(course, reason="  ")
    with pytest.raises(AlreadyEnrolled):
        make_request(course, learner=begin(course).learner)


@pytest.mark.django_db
def test_nobody_waits_for_more_than_so_many_answers():
    learner, course = make_user(), course_with(on_request=True)
    for number in range(MOST_WAITING):
        other = type(course).objects.create(translation_key=f"00000000-0000-4000-8000-{number:012}", slug=f"k{number}")
        EnrolmentRequest.objects.create(course=other, learner=learner, reason="x", asked_at=AT)

    with pytest.raises(TooManyRequests):
        ask(course=course, learner=learner, reason="Ja", at=AT)


@pytest.mark.django_db
def test_approved_request_enrols_for_the_organisation_and_is_answered_by_mail():
    organisation = make_organisation()
    request = make_request(organisation=organisation)
    make_membership(request.learner, organisation)

    answered = approve(request=request, by=make_user("Kari Brekke"), at=later(1))

    enrolment = Enrolment.objects.get()
    assert (answered.state, answered.answered_at) == ("approved", AT + timedelta(days=1))
    assert (enrolment.learner, enrolment.organisation) == (request.learner, organisation)
    assert mails("request_answered") == [request.learner.email]


@pytest.mark.django_db
def test_approving_is_harmless_when_the_person_has_come_in_meanwhile():
    request = make_request()
    enrolment = begin(request.course, learner=request.learner)

    approve(request=request, by=make_user(), at=later(1))

    assert Enrolment.objects.get() == enrolment


@pytest.mark.django_db
def test_refusing_says_why():
    request, by = make_request(), make_user("Kari Brekke")

    with pytest.raises(ReasonMissing):
        refuse(request=request, answer=" ", by=by, at=AT)
    answered = refuse(request=request, answer="Ta grunnkurset først.", by=by, at=AT)

    assert (answered.state, answered.answer) == ("refused", "Ta grunnkurset først.")
    assert Enrolment.objects.count() == 0
    assert mails("request_answered") == [request.learner.email]


@pytest.mark.django_db
def test_answered_once_and_never_by_oneself():
    request, by = make_request(), make_user()

    with pytest.raises(OwnRequest):
        approve(request=request, by=request.learner, at=AT)
    take_back(request=request, at=AT)
    for verb in (lambda: approve(request=request, by=by, at=AT), lambda: take_back(request=request, at=AT)):
        with pytest.raises(AlreadyAnswered):
            verb()
    assert make_request(request.course, learner=request.learner).pk != request.pk


def ask_in_two_tabs():
    course, learner = course_with(on_request=True), make_user()
    calls = [lambda: ask(course=course, learner=learner, reason="Ja", at=AT)] * 2
    return at_once(*calls, meet_before='INSERT INTO "joining_enrolmentrequest"')


@pytest.mark.django_db(transaction=True)
def test_two_tabs_make_one_request():
    first, second = ask_in_two_tabs()

    assert first == second == EnrolmentRequest.objects.get()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_would_make_two_without_the_constraint():
    with without_constraints(EnrolmentRequest, "enrolment_request_waits_once"):
        ask_in_two_tabs()

        assert EnrolmentRequest.objects.count() == 2
