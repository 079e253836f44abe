"""What a person may in courses is asked once for each object, and never remembered too long."""

from datetime import timedelta

import pytest

from learning.domain.course_staff import end_course_role, give_course_role
from learning.models import CourseStaff
from learning.rules import may_give_extra_time, may_see_grades, may_see_learners, may_see_statistics, teaches_course
from tests.factories.learning import AT, make_course
from tests.factories.people import make_admin
from tests.factories.teaching import make_teacher
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_several_questions_about_several_courses_are_one_query():
    course, other = make_course(), make_course()
    teacher = make_teacher(course)
    assert may_see_learners(teacher, course, at=AT)

    with count_queries() as asked:
        for may in (may_see_learners, may_see_grades, may_give_extra_time, may_see_statistics):
            assert may(teacher, course, at=AT)
            assert not may(teacher, other, at=AT + DAY)

    assert asked == []


def test_a_role_that_is_given_and_ended_meanwhile_is_seen_at_once():
    course, other = make_course(), make_course()
    teacher = make_teacher(course)
    assert not teaches_course(teacher, other, at=AT)

    held = give_course_role(course=other, user=teacher, role="teacher", by=None, at=AT)
    assert teaches_course(teacher, other, at=AT)

    end_course_role(held=held, by=None, at=AT + DAY)
    assert teaches_course(teacher, other, at=AT)
    assert not teaches_course(teacher, other, at=AT + DAY)


def test_whoever_ends_their_own_role_has_lost_it_in_the_same_request():
    course = make_course()
    owner = make_teacher(course, "owner")
    held = give_course_role(course=course, user=owner, role="teacher", by=owner, at=AT)
    assert teaches_course(owner, course, at=AT)

    end_course_role(held=CourseStaff.objects.get(pk=held.pk), by=owner, at=AT)

    assert not teaches_course(owner, course, at=AT)


def test_nothing_is_remembered_from_one_request_to_the_next():
    course = make_course()
    client, address = signed_in(make_teacher(course)), f"/teaching/{course.slug}/"
    assert client.get(address).status_code == 200

    end_course_role(held=course.staff.get(), by=make_admin(), at=AT)
    assert client.get(address).status_code == 404


def test_roles_begin_and_end_at_their_moments():
    course = make_course()
    teacher = make_teacher(course)
    CourseStaff.objects.update(starts_at=AT + DAY, ends_at=AT + 2 * DAY)

    held = [teaches_course(teacher, course, at=AT + days * DAY) for days in (0, 1, 2)]

    assert held == [False, True, False]
