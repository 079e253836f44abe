import pytest

from learning.domain.enrolments import AlreadyEnrolled, withdraw
from learning.joining.domain.entering import enrol_for, enter
from learning.joining.ways import ClosedForNew, WayNotOpen
from learning.models import Enrolment
from tests.factories.joining import AT, begin, course_with, fresh, later, mails, make_group, plain_course
from tests.factories.learning import complete
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_course_nobody_has_said_anything_of_is_open():
    learner = make_user()

    enrolment = enter(course=fresh(plain_course()), learner=learner, at=AT)

    assert (enrolment.learner, enrolment.number) == (learner, 1)


@pytest.mark.parametrize("terms", [{"by_key": True}, {"on_request": True}, {"by_key": True, "on_request": True}, {}])
def test_nobody_enters_by_themselves_where_the_ways_say_otherwise(terms):
    with pytest.raises(WayNotOpen):
        enter(course=course_with(**terms), learner=make_user(), at=AT)

    assert Enrolment.objects.count() == 0


def test_closed_course_takes_nobody_also_where_it_is_open():
    with pytest.raises(ClosedForNew):
        enter(course=course_with(is_open=True, is_closed=True), learner=make_user(), at=AT)


def test_who_has_completed_may_take_it_again_without_asking():
    first = complete(begin())
    course = course_with(first.course)

    again = enter(course=course, learner=first.learner, at=later(1))

    assert (again.number, again.course_state.done) == (2, 0)
    assert Enrolment.objects.get(pk=first.pk).state == "completed"
    assert first.learner.certificates.count() == 1


def test_who_has_withdrawn_goes_by_the_ways_again():
    first = begin()
    withdraw(enrolment=first, by=first.learner, at=AT)

    with pytest.raises(WayNotOpen):
        enter(course=course_with(first.course), learner=first.learner, at=later(1))


def test_staff_enrols_somebody_once_more_also_in_a_closed_course():
    first = complete(begin())
    course = course_with(first.course, is_closed=True)

    again = enrol_for(course=course, learner=first.learner, by=make_user("Kari Brekke"), at=later(1))

    assert again.number == 2
    assert mails("enrolled_for_you") == [first.learner.email]


def test_staff_is_told_when_there_is_nothing_to_do():
    enrolment = begin()

    with pytest.raises(AlreadyEnrolled):
        enrol_for(course=fresh(enrolment.course), learner=enrolment.learner, by=make_user(), at=AT)


def test_staff_brings_somebody_who_is_under_way_into_a_group_without_stopping_them():
    enrolment = begin()
    group = make_group(enrolment.course)

    enrol_for(course=fresh(enrolment.course), learner=enrolment.learner, group=group, by=make_user(), at=AT)

    assert (enrolment.group_place.group, enrolment.group_place.waits) == (group, False)
