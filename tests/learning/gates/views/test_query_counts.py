"""What gates cost: nothing where they ask for nothing else, one query more where they ask for other courses."""

import pytest
from django.urls import reverse

from learning.domain.releases import publish_course
from tests.factories import blocks
from tests.factories.gates import lesson_page, make_waiver, module_page, one, put_gate
from tests.factories.learning import AT, lessons_of, make_enrolment, read_lesson
from tests.factories.pages import make_course_page
from tests.learning.views.desk import course_url, lesson_url, read_url, signed_in
from tests.learning.views.test_query_counts import asked_by

pytestmark = pytest.mark.django_db


def enrolment_in(size, *, other=None):
    """Half the lessons have gates that ask for what comes before, for days, and for `other` if there is one."""
    page = make_course_page(lessons=[[blocks.text()] for _ in range(size)], modules=2)
    put_gate(module_page(page, 2), one("module", module=module_page(page, 1)), one("days", days=3))
    for number in range(2, size, 2):
        beside = [one("course", course=other), one("certificate", course=other)] if other else []
        put_gate(lesson_page(page, number), one("lesson", lesson=lesson_page(page, 1)), *beside)
    return make_enrolment(course=publish_course(page=page, by=None, at=AT).course)


def counts(enrolment):
    client = signed_in(enrolment.learner)
    for url in (course_url(enrolment), lesson_url(enrolment, 1)):
        client.get(url)
    asked = [asked_by(client, course_url(enrolment)), asked_by(client, lesson_url(enrolment, 1))]
    asked.append(asked_by(client, read_url(enrolment, 1), {}, status=302))
    return [len(one) for one in asked]


@pytest.mark.parametrize("size", [6, 16])
def test_gates_of_the_course_itself_cost_nothing(size):
    enrolment = enrolment_in(size)
    make_waiver(enrolment, "lesson_gate", lessons_of(enrolment)[4].address)

    assert counts(enrolment) == [4, 4, 8]


@pytest.mark.parametrize("size", [6, 16])
def test_gates_that_ask_for_other_courses_cost_one_query(size):
    other = make_course_page(title="Grunnkurset")
    publish_course(page=other, by=None, at=AT)

    assert counts(enrolment_in(size, other=other)) == [5, 5, 9]


@pytest.mark.parametrize("courses", [1, 3])
def test_my_day_asks_once_for_all_courses(courses):
    other = make_course_page(title="Grunnkurset")
    publish_course(page=other, by=None, at=AT)
    first = enrolment_in(4, other=other)
    for _ in range(courses - 1):
        make_enrolment(course=enrolment_in(4, other=other).course, learner=first.learner)
    client = signed_in(first.learner)
    client.get(reverse("my_day"))

    asked = asked_by(client, reverse("my_day"))

    assert len(asked) == 8, asked


def test_why_asks_once_for_waivers():
    enrolment = enrolment_in(6)
    client, url = signed_in(enrolment.learner), reverse("why", args=[enrolment.course.slug])
    client.get(url)
    without = len(asked_by(client, url))
    for number in (0, 2, 4):
        make_waiver(enrolment, "lesson", lessons_of(enrolment)[number].address)

    assert (without, len(asked_by(client, url))) == (5, 6)


@pytest.mark.slow
def test_a_course_of_a_thousand_lessons_with_gates():
    enrolment = enrolment_in(1000)
    read_lesson(enrolment, 1)
    client = signed_in(enrolment.learner)
    client.get(course_url(enrolment))

    assert len(asked_by(client, course_url(enrolment))) == 4
