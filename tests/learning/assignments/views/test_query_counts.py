"""What a learner's and a teacher's clicks cost, whatever there is."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from cms import clock
from cms.pause.queries import holds_anywhere
from cms.people import roles
from learning.assignments.models import Feedback, Submission
from learning.models import Certificate
from tests.factories import blocks
from tests.factories.assignments import draft_feedback, enrol_on_assignment, rubric, submit_work, write
from tests.factories.learning import lessons_of, make_enrolment
from tests.factories.people import make_holder_of, make_user
from tests.learning.views.desk import lesson_url, signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def url(enrolment):
    values = {"course": enrolment.course.slug, "lesson": lessons_of(enrolment)[0].key}
    return reverse("assignments:work", kwargs=values | {"block": blocks.block_id("assignment")})


def asked_by(client, address, **sent):
    with count_queries() as asked:
        answer = client.post(address, sent) if sent else client.get(address)
    assert answer.status_code in (200, 302), answer.content
    return len(asked)


def test_a_lesson_with_an_assignment():
    enrolment = enrol_on_assignment()
    submit_work(enrolment)
    client = signed_in(enrolment.learner)
    client.get(lesson_url(enrolment))

    assert asked_by(client, lesson_url(enrolment)) == 5


def test_saving_and_handing_in():
    ContentType.objects.get_for_model(Submission)  # asked once a process
    enrolment = enrol_on_assignment()
    write(enrolment)
    client = signed_in(enrolment.learner)
    client.get(url(enrolment))

    assert asked_by(client, url(enrolment), text="Mer", do="save") == 7
    assert asked_by(client, url(enrolment), text="Mer", do="submit") == 10


def test_publishing_and_what_completes_the_course(settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    ContentType.objects.get_for_models(Feedback, Certificate)  # asked once a process
    holds_anywhere(at=clock.now())  # kept for a while
    enrolment = make_enrolment(lessons=[[blocks.assignment()], [blocks.text()]])
    last = enrol_on_assignment(make_user("Siste"))
    client = signed_in(make_holder_of(roles.COURSE_OWNER))
    costs = []
    for one in (enrolment, last):
        submission = submit_work(one)
        draft_feedback(submission)
        address = reverse("assignments_admin:assess", args=[submission.pk])
        client.get(address)
        said = {f"level-{key}": mark["level"] for key, mark in rubric(2).criteria.items()}
        costs.append(asked_by(client, address, **said, version="1", do="publish"))

    assert costs == [19, 29]
