"""Whose it is, and who assesses it: nobody else gets at a text or a file, whatever address they try."""

import pytest
from django.urls import reverse

from cms.people import roles
from learning.assignments.domain.submissions import take_back
from learning.assignments.models import Submission
from learning.domain.course_staff import give_course_role
from learning.models import Enrolment
from tests.factories import assignments as made
from tests.factories import blocks
from tests.factories.assignments import assignment_of, enrol_on_assignment, submit_work
from tests.factories.learning import AT, lessons_of, make_course, make_enrolment
from tests.factories.people import (
    make_admin,
    make_contact,
    make_holder_of,
    make_membership,
    make_organisation,
    make_user,
)
from tests.learning.assignments.reading import content
from tests.learning.views.desk import lesson_url, read_url, signed_in

pytestmark = pytest.mark.django_db
TEXT = "Vi ringer ordføreren på 900 00 000"


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.STAFF_NEED_SECOND_FACTOR = False


@pytest.fixture
def submission():
    here = make_organisation()
    learner = make_user()
    make_membership(learner, here)
    enrolment = enrol_on_assignment(learner)
    return submit_work(enrolment, TEXT, uploads=[made.upload(made.pdf(), "Ingrid Moen.pdf")])


def file_url(submission):
    return reverse("assignments:file", args=[submission.files.get().key])


def assess_url(submission):
    return reverse("assignments_admin:assess", args=[submission.pk])


def teacher_of(course):
    teacher = make_holder_of(roles.TEACHER, "Tor Lærer")
    give_course_role(course=course, user=teacher, role="teacher", by=None, at=AT)
    return teacher


def everybody(submission):
    """A person of each role, and whether the submission is theirs to see."""
    course = submission.enrolment.course
    yield "learner", submission.enrolment.learner, True
    yield "teacher", teacher_of(course), True
    yield "course owner", make_holder_of(roles.COURSE_OWNER), True
    yield "administrator", make_admin(), True
    yield "teacher elsewhere", teacher_of(make_course()), False
    yield "teacher of nothing", make_holder_of(roles.TEACHER), False
    yield "contact", make_contact(submission.enrolment.organisation), False
    yield "coordinator", make_holder_of(roles.COORDINATOR), False
    yield "editor", make_holder_of(roles.EDITOR), False
    yield "auditor", make_holder_of(roles.AUDITOR), False
    other = make_user("En annen")
    make_enrolment(course=course, learner=other)
    yield "fellow learner", other, False


def test_a_file_is_for_its_learner_and_who_assesses_it(submission):
    for role, person, may in everybody(submission):
        answer = signed_in(person).get(file_url(submission))
        assert answer.status_code == (200 if may else 404), role
        if may:
            assert content(answer).startswith(b"%PDF"), role


def test_visitors_are_sent_to_sign_in(client, submission):
    assert client.get(file_url(submission)).status_code == 302


def test_the_page_of_a_submission_is_for_who_assesses_it(submission):
    for role, person, may in everybody(submission):
        if role == "learner":
            continue
        answer = signed_in(person).get(assess_url(submission))
        assert (answer.status_code == 200) is may, role
        assert (TEXT in answer.content.decode()) is may, role
        if not may:
            assert signed_in(person).post(assess_url(submission), {"do": "publish"}).status_code in (302, 403, 404)
    assert Submission.objects.get().state == "handed_in"


def test_a_draft_is_its_learners_alone(submission):
    take_back(**assignment_of(submission.enrolment), at=AT)
    for role, person, _may in everybody(submission):
        answer = signed_in(person).get(file_url(submission))
        assert answer.status_code == (200 if role == "learner" else 404), role
        if role == "learner":
            content(answer)
    assert signed_in(make_admin()).get(assess_url(submission)).status_code == 404


def test_files_are_saved_never_shown(submission):
    answer = signed_in(submission.enrolment.learner).get(file_url(submission))

    content(answer)
    assert answer["Content-Disposition"] == 'attachment; filename="Ingrid Moen.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert (answer["Content-Type"], "sandbox" in answer["Content-Security-Policy"]) == ("application/pdf", True)


def test_files_lie_outside_what_is_served(settings, submission):
    file = submission.files.get().file

    assert str(settings.MEDIA_ROOT) not in file.path
    assert "Ingrid" not in file.path
    assert not file.path.endswith(".pdf")


def test_a_fellow_learner_has_their_own_page_at_the_same_address(submission):
    other = make_enrolment(course=submission.enrolment.course, learner=make_user("En annen"))
    lesson, block = lessons_of(other)[0].key, blocks.block_id("assignment")
    values = {"course": other.course.slug, "lesson": lesson, "block": block}
    client = signed_in(other.learner)

    assert TEXT not in client.get(reverse("assignments:work", kwargs=values)).content.decode()
    assert client.get(reverse("assignments:submission", kwargs=values | {"number": 1})).status_code == 404
    client.post(reverse("assignments:take_back", kwargs=values))
    client.post(reverse("assignments:work", kwargs=values), {"remove": str(submission.files.get().key), "text": "x"})

    submission.refresh_from_db()
    assert (submission.state, submission.files.count()) == ("handed_in", 1)


def test_nobody_completes_by_forging(submission):
    """Whatever a learner sends to the addresses of the lesson, the assignment is not done by it."""
    enrolment = submission.enrolment
    client = signed_in(enrolment.learner)
    work = lesson_url(enrolment) + f"{blocks.block_id('assignment')}/"
    sent = {"do": "publish", "passed": "yes", "state": "assessed", "text": "x", "score": "100"}

    for address in (
        read_url(enrolment),
        work + "answers/",
        work + "start/",
        work + "reflection/",
        work + "assignment/",
    ):
        client.post(address, sent)
    client.post(assess_url(submission), sent)

    enrolment = Enrolment.objects.get()
    assert (enrolment.state, enrolment.item_states.get().status) == ("active", "under_way")


def test_a_key_that_is_none_finds_nothing(submission):
    assert signed_in(make_admin()).get("/submissions/files/00000000-0000-4000-8000-000000000000/").status_code == 404
