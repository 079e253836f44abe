"""The queue of requests, invitations and groups: who sees what, and what comes of each button."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.mail.models import OutboxMessage
from cms.people.roles import COORDINATOR, COURSE_OWNER, EDITOR, TEACHER
from learning.domain.course_staff import give_course_role
from learning.joining.domain.groups import let_teach
from learning.joining.models import CourseGroup, CourseInvitation, EnrolmentRequest, GroupPlace
from learning.models import Enrolment
from tests.factories.joining import (
    AT,
    begin,
    course_with,
    mails,
    make_course_invitation,
    make_group,
    make_place,
    make_request,
    plain_course,
)
from tests.factories.learning import complete
from tests.factories.people import make_holder_of, make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def holder(role=COURSE_OWNER, **fields):
    return make_holder_of(role, language="en", **fields)


def desk(user=None):
    return signed_in(user or holder(), headers={"accept-language": "en"})


def teacher_of(course):
    user = holder(TEACHER)
    give_course_role(course=course, user=user, role="teacher", by=None, at=AT)
    return user


def url(name, *args):
    return reverse(f"joining_admin:{name}", args=args)


def test_queue_shows_the_requests_one_answers():
    course = course_with(on_request=True)
    mine, other = make_request(course, reason="Min grunn"), make_request(reason="En annens grunn")

    seen = desk(teacher_of(course)).get(url("enrolment")).content.decode()
    all_of_them = desk(holder(COORDINATOR)).get(url("enrolment")).content.decode()

    assert mine.reason in seen
    assert other.reason not in seen
    assert mine.reason in all_of_them
    assert other.reason in all_of_them


def test_editor_who_owns_one_course_has_its_queue_and_other_editors_have_none():
    request, person = make_request(reason="Min grunn"), holder(EDITOR)
    give_course_role(course=request.course, user=person, role="owner", by=None, at=AT)

    assert request.reason in desk(person).get(url("enrolment")).content.decode()
    assert desk(holder(EDITOR)).get(url("enrolment")).status_code == 302


def test_answering_from_the_queue():
    course = course_with(on_request=True)
    yes, no = make_request(course), make_request(course)
    client = desk(teacher_of(course))

    client.post(url("answer", yes.pk), {"do": "approve"})
    client.post(url("answer", no.pk), {"do": "refuse", "answer": " "})
    assert EnrolmentRequest.objects.get(pk=no.pk).state == "waiting"
    client.post(url("answer", no.pk), {"do": "refuse", "answer": "Fullt i vår."})

    assert list(EnrolmentRequest.objects.order_by("pk").values_list("state", "answer")) == [
        ("approved", ""),
        ("refused", "Fullt i vår."),
    ]
    assert Enrolment.objects.get().learner == yes.learner


def test_teacher_of_another_course_answers_nothing():
    request = make_request()

    desk(teacher_of(plain_course())).post(url("answer", request.pk), {"do": "approve"})

    assert EnrolmentRequest.objects.get().state == "waiting"


@pytest.mark.parametrize("rows", [1, 4])
def test_queue_asks_the_same_for_few_and_many(rows):
    course = course_with(on_request=True)
    for number in range(rows):
        make_request(course)
        make_group(course, f"Gruppe {number}")
    client = desk(teacher_of(course))
    client.get(url("enrolment"))

    with count_queries() as asked:
        client.get(url("enrolment"))

    assert len(asked) == 15, asked


def test_several_are_invited_at_once_or_nobody():
    course = course_with()
    taken = begin(course).learner
    client = desk(teacher_of(course))
    form = {"language": "nb", "people": f"Kari Nordmann <kari@example.org>\nfeil\n{taken.email}"}

    wrong = client.post(url("invitations", course.pk), form)
    assert wrong.status_code == 422
    assert "Line 2" in wrong.content.decode()
    form["people"] = f"kari@example.org\n{taken.email}"
    wrong = client.post(url("invitations", course.pk), form)
    assert "Line 2" in wrong.content.decode()
    assert CourseInvitation.objects.count() == 0
    client.post(url("invitations", course.pk), form | {"people": "kari@example.org\nper@example.org"})

    assert mails("invitation") == ["kari@example.org", "per@example.org"]


def test_invitation_is_sent_again_and_taken_back():
    invitation, client = make_course_invitation(), desk()

    client.post(url("renew_invitation", invitation.pk))
    client.post(url("withdraw_invitation", invitation.pk))
    client.post(url("renew_invitation", invitation.pk))

    assert CourseInvitation.objects.get().state == "withdrawn"
    assert len(mails("invitation")) == 2


def test_somebody_is_enrolled_once_more():
    first = complete(begin())

    desk().post(url("enrol", first.course_id), {"email": first.learner.email})

    assert Enrolment.objects.get(state="active").number == 2


def test_who_has_no_account_is_not_enrolled_but_invited():
    answer = desk().post(url("enrol", plain_course().pk), {"email": "ingen@example.org"})

    assert answer.status_code == 422
    assert "or invite them" in answer.content.decode()


def test_group_is_made_changed_taught_and_left():
    course = plain_course()
    client, teacher = desk(), holder(TEACHER, name="Tora Teacher")

    client.post(url("groups", course.pk), {"name": "Vår", "starts_on": "2099-01-11", "ends_on": "2099-03-11"})
    group = CourseGroup.objects.get()
    client.post(url("edit_group", group.pk), {"name": "Vår 2099", "starts_on": "2099-01-18"})
    client.post(url("group", group.pk), {"email": teacher.email})
    client.post(url("enrol", course.pk), {"email": make_user().email, "group": group.pk})
    page = client.get(url("group", group.pk)).content.decode()
    assert "Vår 2099" in page
    assert "Tora Teacher" in page
    client.post(url("take_out", GroupPlace.objects.get().pk))
    client.post(url("end_teaching", group.teachers.get().pk))

    assert (GroupPlace.objects.count(), group.teachers.count()) == (0, 0)


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"starts_on": "32.13.2026"}, {"ends_on": "2026-01-01"}, {"name": "Vår 2027"}],
)
def test_group_that_makes_no_sense_is_not_made(fields):
    group = make_group()

    answer = desk().post(url("groups", group.course_id), {"name": "Ny", "starts_on": "2026-12-01"} | fields)

    assert answer.status_code == 422
    assert CourseGroup.objects.count() == 1


def test_teacher_of_a_group_sees_that_group_and_changes_nothing():
    place = make_place()
    other = make_group(place.group.course, "Høst 2027")
    teacher = holder(TEACHER)
    let_teach(group=place.group, user=teacher, by=None, at=AT)
    client = desk(teacher)

    assert place.enrolment.learner.name in client.get(url("group", place.group_id)).content.decode()
    assert client.get(url("group", other.pk)).status_code == 302
    client.post(url("take_out", place.pk))
    client.post(url("group", place.group_id), {"email": teacher.email})

    assert GroupPlace.objects.count() == 1
    assert place.group.teachers.count() == 1
    listed = client.get(url("enrolment")).content.decode()
    assert (place.group.name in listed, other.name in listed) == (True, False)


def test_who_lost_the_role_has_lost_the_group():
    group, person = make_group(), holder(TEACHER)
    let_teach(group=group, user=person, by=None, at=AT)
    person.groups.clear()

    assert desk(person).get(url("group", group.pk)).status_code == 302


@pytest.mark.parametrize("people", [1, 4])
def test_group_asks_the_same_for_few_and_many(people):
    group, client = make_group(), desk()
    for _ in range(people):
        make_place(group)
    client.get(url("group", group.pk))

    with count_queries() as asked:
        client.get(url("group", group.pk))

    assert len(asked) == 15, asked


def reasoned(client, enrolment, reason="Feil person."):
    return client.post(url("withdraw", enrolment.course.pk, enrolment.pk), {"reason": reason})


@pytest.mark.parametrize("role", [COURSE_OWNER, COORDINATOR])
def test_staff_withdraws_somebody_who_reads_why(role):
    enrolment = begin()

    assert reasoned(desk(holder(role)), enrolment, " ").status_code == 422
    assert reasoned(desk(holder(role)), enrolment).status_code == 302

    enrolment.refresh_from_db()
    assert enrolment.state == "withdrawn"
    assert enrolment.facts.get(verb="withdrew").value == {"reason": "Feil person."}
    mail = OutboxMessage.objects.get(kind="joining/mail/withdrawn_for_you")
    assert mail.to_user == enrolment.learner
    assert "Feil person." in mail.text
    assert ModelLogEntry.objects.filter(action="learning.withdraw", object_id=enrolment.pk).count() == 1


def test_who_may_not_withdraw_withdraws_nobody():
    enrolment, other = begin(), begin()

    for client in (desk(teacher_of(enrolment.course)), desk(holder(EDITOR)), signed_in(make_user())):
        reasoned(client, enrolment)
    elsewhere = desk().post(url("withdraw", other.course.pk, enrolment.pk), {"reason": "x"})

    assert elsewhere.status_code == 404
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"active"}


def test_what_is_completed_is_not_withdrawn():
    enrolment = complete(begin())

    answer = reasoned(desk(), enrolment)

    enrolment.refresh_from_db()
    assert (answer.status_code, enrolment.state) == (302, "completed")
    assert not OutboxMessage.objects.filter(kind="joining/mail/withdrawn_for_you").exists()


def test_the_owner_finds_the_way_and_a_teacher_does_not():
    enrolment = begin()
    page = reverse("learning_admin:learners", args=[enrolment.course.pk])
    way = url("withdraw", enrolment.course.pk, enrolment.pk)

    assert way in desk().get(page).content.decode()
    assert way not in desk(teacher_of(enrolment.course)).get(page).content.decode()


def test_request_is_approved_into_a_group_of_the_course():
    course = course_with(on_request=True)
    group, foreign = make_group(course), make_group(plain_course(), "En annen")
    request, client = make_request(course), desk(teacher_of(course))

    client.post(url("answer", request.pk), {"do": "approve", "group": foreign.pk})
    assert not Enrolment.objects.exists()
    client.post(url("answer", request.pk), {"do": "approve", "group": group.pk})

    place = GroupPlace.objects.get()
    assert (place.group, place.enrolment.learner, place.waits) == (group, request.learner, True)
    assert group.name in OutboxMessage.objects.get(kind="joining/mail/request_answered").text
