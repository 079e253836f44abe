"""A course's learners and staff in the admin."""

import pytest

from cms.people import roles
from learning.domain.course_staff import give_course_role
from learning.models import Course, CourseStaff
from tests.factories.learning import AT, complete, make_course, make_enrolment
from tests.factories.people import make_admin, make_holder_of, make_membership, make_organisation, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def make_teacher(course, role="teacher", holder=roles.TEACHER):
    user = make_holder_of(holder, language="en")
    give_course_role(course=course, user=user, role=role, by=None, at=AT)
    return user


def enrol_somebody(course, name="Ingrid Moen"):
    learner = make_user(name)
    make_membership(learner, make_organisation(f"{name}s kommune"))
    return make_enrolment(course=course, learner=learner)


def test_teacher_sees_who_takes_the_course_and_how_far_they_are(client):
    course = make_course()
    complete(enrol_somebody(course, "Åse Hovland"))
    enrol_somebody(course, "Kari Nordmann")
    client.force_login(make_teacher(course))

    page = client.get(f"/admin/learning/courses/{course.pk}/learners/")

    names = [one.learner.name for one in page.context["page_obj"]]
    assert names == ["Kari Nordmann", "Åse Hovland"]
    assert "100 %" in page.content.decode()
    assert "Kari Nordmanns kommune" in page.content.decode()


def test_learners_cost_as_much_for_many_as_for_few(client):
    course, counts = make_course(), []
    client.force_login(make_teacher(course))
    for _ in range(2):
        for number in range(3):
            enrol_somebody(course, f"Person {number}")
        client.get(f"/admin/learning/courses/{course.pk}/learners/")
        with count_queries() as asked:
            client.get(f"/admin/learning/courses/{course.pk}/learners/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 15


@pytest.mark.parametrize("address", ["learners", "staff"])
def test_others_cannot_reach_the_people_of_a_course(client, address):
    course, other = make_course(), make_course()
    enrol_somebody(course)
    strangers = [make_user(), make_teacher(other), make_teacher(other, "owner", roles.EDITOR)]
    strangers += [make_holder_of(role) for role in roles.STAFF_ROLES if role != roles.COURSE_OWNER]
    for stranger in strangers:
        client.force_login(stranger)
        answer = client.get(f"/admin/learning/courses/{course.pk}/{address}/")
        assert answer.status_code == 302
        assert "Ingrid" not in answer.content.decode()


def test_owner_names_a_teacher_and_lets_one_go(client):
    course = make_course()
    teacher = make_holder_of(roles.TEACHER, "Kari Brekke", email="kari@example.org")
    client.force_login(make_teacher(course, "owner", roles.EDITOR))
    address = f"/admin/learning/courses/{course.pk}/staff/"

    named = client.post(address, {"email": "KARI@example.org", "role": "teacher"}, follow=True)
    held = CourseStaff.objects.get(user=teacher)
    client.post(f"/admin/learning/courses/staff/{held.pk}/end/")

    assert "Kari Brekke" in named.content.decode()
    held.refresh_from_db()
    assert held.ends_at is not None


@pytest.mark.parametrize(
    ("email", "role", "says"),
    [
        ("ingen@example.org", "teacher", "Nobody is registered"),
        ("laerer@example.org", "teacher", "An administrator must give"),
        ("laerer@example.org", "owner", "Select a valid choice"),
    ],
)
def test_what_cannot_be_given_is_said(client, email, role, says):
    course = make_course()
    make_user(email="laerer@example.org")
    client.force_login(make_teacher(course, "owner", roles.EDITOR))

    answer = client.post(f"/admin/learning/courses/{course.pk}/staff/", {"email": email, "role": role})

    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert CourseStaff.objects.count() == 1


def test_teacher_names_nobody(client):
    course = make_course()
    held = CourseStaff.objects.get(user=make_teacher(course))
    client.force_login(held.user)

    for address in (f"{course.pk}/staff", f"staff/{held.pk}/end"):
        words = {"email": held.user.email, "role": "owner"}
        assert client.post(f"/admin/learning/courses/{address}/", words).status_code == 302

    assert list(CourseStaff.objects.values_list("role", "ends_at")) == [("teacher", None)]


def test_way_to_the_learners_stands_on_the_course(client):
    course = make_course()
    address = f"/admin/learning/courses/{course.pk}/learners/"
    client.force_login(make_teacher(course))
    assert address in client.get(f"/admin/course/inspect/{course.pk}/").content.decode()

    client.force_login(make_teacher(make_course()))
    assert address not in client.get(f"/admin/course/inspect/{course.pk}/").content.decode()


def test_global_course_owner_sees_all(client):
    for user in (make_holder_of(roles.COURSE_OWNER), make_admin()):
        client.force_login(user)
        course = Course.objects.first() or make_course()
        assert client.get(f"/admin/learning/courses/{course.pk}/learners/").status_code == 200
        assert client.get(f"/admin/learning/courses/{course.pk}/staff/").status_code == 200
