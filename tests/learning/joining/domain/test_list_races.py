"""Somebody begins by themselves at the very moment their organisation enrols them."""

import pytest

from cms.people.models import User
from learning.domain.enrolments import AlreadyEnrolled
from learning.joining.domain.entering import enter
from learning.joining.domain.lists import advance_list, start_list
from learning.joining.models import EnrolmentList, ListLine
from learning.models import Course, Enrolment
from tests.factories.joining import AT, course_with, fresh, make_list, make_staffed_organisation
from tests.races import at_once, without_constraints

ONE_UNDER_WAY = ("enrolment_one_under_way", "enrolment_number")


def both_at_once():
    organisation, contact, (one,) = make_staffed_organisation(1)
    course = course_with(is_open=True)
    record = make_list([one], organisation=organisation, course=course, by=contact)
    start_list(record=record, by=contact, at=AT)

    def by_oneself():
        return enter(course=fresh(Course(pk=course.pk)), learner=User.objects.get(pk=one.pk), at=AT)

    calls = (by_oneself, lambda: advance_list(list_id=record.pk, at=AT))
    return at_once(*calls, meet_before='INSERT INTO "learning_enrolment"')


@pytest.mark.django_db(transaction=True)
def test_one_enrolment_and_a_list_that_is_finished():
    by_oneself, more = both_at_once()

    line = ListLine.objects.get()
    assert Enrolment.objects.count() == 1
    assert (more, EnrolmentList.objects.get().state) == (False, "finished")
    assert (isinstance(by_oneself, AlreadyEnrolled), line.reason) in ((True, ""), (False, "takes_it"))


@pytest.mark.django_db(transaction=True)
def test_there_would_be_two_without_the_constraints():
    with without_constraints(Enrolment, *ONE_UNDER_WAY):
        both_at_once()

        assert Enrolment.objects.count() == 2
