from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from cms.models import CoursePage
from cms.people import roles
from learning.domain.course_staff import MayNotName, NotStaff, end_course_role, give_course_role
from learning.models import Certificate, CourseStaff
from learning.rules import may_publish_course, may_revoke, may_see_learners, owns_course, teaches_course
from tests.factories.learning import AT, complete, make_certificate, make_course, make_enrolment
from tests.factories.people import make_admin, make_holder_of, make_user
from tests.races import at_once

LATER = AT + timedelta(days=30)


def give(course, role="teacher", *, user=None, by=None, at=AT):
    user = user or make_holder_of(roles.TEACHER)
    return give_course_role(course=course, user=user, role=role, by=by, at=at)


@pytest.mark.django_db
def test_teacher_teaches_this_course_and_no_other():
    course, other = make_course(), make_course()

    teacher = give(course).user

    assert teaches_course(teacher, course, at=AT)
    assert may_see_learners(teacher, course, at=AT)
    assert not owns_course(teacher, course, at=AT)
    assert not may_see_learners(teacher, other, at=AT)
    assert not may_see_learners(teacher, course, at=AT - timedelta(seconds=1))


@pytest.mark.django_db
def test_owner_publishes_and_revokes_in_this_course_and_no_other():
    enrolment = complete(make_enrolment())
    course, other = enrolment.course, make_course()
    owner = give(course, "owner", user=make_holder_of(roles.EDITOR), at=AT).user
    page = CoursePage.objects.get(translation_key=course.translation_key)
    elsewhere = CoursePage.objects.get(translation_key=other.translation_key)

    assert may_publish_course(owner, page)
    assert not may_publish_course(owner, elsewhere)
    assert may_revoke(owner, Certificate.objects.get(basis_key=str(enrolment.pk)))
    assert not may_revoke(owner, make_certificate(key="no-number"))
    assert not may_revoke(owner, make_certificate(key=str(enrolment.pk)))


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["course owners", "administrator"])
def test_owners_of_all_courses_own_this_one(who):
    user = make_admin() if who == "administrator" else make_holder_of(roles.COURSE_OWNER)

    assert owns_course(user, make_course(), at=AT)


@pytest.mark.django_db
def test_ended_role_is_over_at_once_and_can_be_given_again():
    course = make_course()
    held = give(course)

    assert end_course_role(held=held, by=None, at=LATER)
    assert not end_course_role(held=held, by=None, at=LATER)
    assert not teaches_course(held.user, course, at=LATER)
    assert give(course, user=held.user, at=LATER) != held

    actions = ModelLogEntry.objects.filter(action__endswith="course_role").order_by("timestamp", "pk")
    data = {"user": held.user.pk, "role": "teacher"}
    assert [(line.action, line.data) for line in actions] == [
        ("learning.give_course_role", data),
        ("learning.end_course_role", data),
        ("learning.give_course_role", data),
    ]


@pytest.mark.django_db
def test_role_in_a_course_is_nothing_without_a_way_into_the_admin():
    course = make_course()
    with pytest.raises(NotStaff):
        give(course, user=make_user())
    teacher = give(course).user

    teacher.groups.clear()

    assert not teaches_course(type(teacher).objects.get(pk=teacher.pk), course, at=AT)


@pytest.mark.django_db
def test_owner_names_teachers_and_only_owners_of_all_name_owners():
    course, other = make_course(), make_course()
    owner = give(course, "owner", user=make_holder_of(roles.EDITOR)).user

    give(course, "teacher", by=owner)
    with pytest.raises(MayNotName):
        give(course, "owner", by=owner)
    with pytest.raises(MayNotName):
        give(other, "teacher", by=owner)
    with pytest.raises(MayNotName):
        end_course_role(held=give(other), by=owner, at=AT)
    give(course, "owner", by=make_holder_of(roles.COURSE_OWNER))

    assert CourseStaff.objects.filter(course=course).count() == 3


@pytest.mark.django_db(transaction=True)
def test_given_twice_at_once_is_held_once():
    course, user = make_course(), make_holder_of(roles.TEACHER)

    outcomes = at_once(*[lambda: give(course, user=user)] * 2, meet_before="INSERT INTO")

    assert outcomes[0] == outcomes[1]
    assert CourseStaff.objects.count() == 1
