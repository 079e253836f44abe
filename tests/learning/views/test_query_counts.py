"""The budgets of the design, as numbers of queries: literal, warm and cold, the same at every size."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import blocks
from tests.factories.learning import complete, make_certificate, make_enrolment, read_lesson
from tests.factories.people import make_user
from tests.queries import clear_caches, count_queries, forget_releases

from .desk import SIX_BLOCKS, answers_url, course_url, lesson_url, read_url, right_form, signed_in

pytestmark = pytest.mark.django_db

# Building a course of a thousand lessons takes its time.
SIZES = (10, 40, pytest.param(1000, marks=pytest.mark.slow))


def asked_by(client, url, data=None, *, status=200):
    """The queries of one request."""
    with count_queries() as asked:
        answer = client.get(url) if data is None else client.post(url, data)
    assert answer.status_code == status
    return asked


def warm_and_cold(client, url):
    client.get(url)
    warm = asked_by(client, url)
    clear_caches()
    return warm, asked_by(client, url)


def enrolment_in(size, *, last=()):
    """A learner half way through a course of so many lessons, with some others before the last."""
    lessons = [[blocks.text()] for _ in range(size - len(last))] + list(last)
    return make_enrolment(lessons=lessons, modules=5)


@pytest.mark.parametrize("size", SIZES)
def test_the_course_page(size):
    enrolment = enrolment_in(size)
    read_lesson(enrolment)

    warm, cold = warm_and_cold(signed_in(enrolment.learner), course_url(enrolment))

    assert len(warm) == 4, warm
    assert len(cold) == 10, cold


def test_the_course_page_when_it_is_completed():
    enrolment = complete(make_enrolment())

    warm, cold = warm_and_cold(signed_in(enrolment.learner), course_url(enrolment))

    assert len(warm) == 5, warm
    assert len(cold) == 11, cold


@pytest.mark.parametrize("size", [10, 40])
def test_a_lesson_with_six_blocks(size):
    enrolment = enrolment_in(size, last=[SIX_BLOCKS])

    warm, cold = warm_and_cold(signed_in(enrolment.learner), lesson_url(enrolment, size))

    assert len(warm) == 6, warm
    assert len(cold) == 12, cold


def test_a_process_that_never_met_the_release_asks_twice_more():
    enrolment = enrolment_in(10, last=[SIX_BLOCKS])
    client, url = signed_in(enrolment.learner), lesson_url(enrolment, 10)
    client.get(url)

    forget_releases()
    asked = asked_by(client, url)

    assert len(asked) == 6 + 2, asked


@pytest.mark.parametrize("number", [1, 9])
def test_marking_a_lesson_done(number):
    enrolment = enrolment_in(10)
    client = signed_in(enrolment.learner)
    client.get(course_url(enrolment))

    asked = asked_by(client, read_url(enrolment, number), {}, status=302)

    assert len(asked) == 8, asked


def test_completing_the_course_by_reading():
    make_certificate()  # the year's first certificate also begins its numbers
    enrolment = make_enrolment()
    read_lesson(enrolment)
    client = signed_in(enrolment.learner)
    client.get(course_url(enrolment))

    asked = asked_by(client, read_url(enrolment, 2), {}, status=302)

    assert len(asked) == 16, asked


def quiz_desk(lessons):
    enrolment = make_enrolment(lessons=lessons)
    client = signed_in(enrolment.learner)
    client.get(lesson_url(enrolment))
    return client, answers_url(enrolment)


def test_saving_answers():
    client, url = quiz_desk([[blocks.quiz()], [blocks.text()]])

    first = asked_by(client, url, right_form() | {"do": "save"}, status=302)
    second = asked_by(client, url, right_form() | {"do": "save"}, status=302)

    assert (len(first), len(second)) == (7, 7), first


def test_handing_in_a_quiz():
    client, url = quiz_desk([[blocks.quiz()], [blocks.text()]])

    asked = asked_by(client, url, right_form() | {"do": "submit"}, status=302)

    assert len(asked) == 10, asked


def test_completing_the_course_by_a_quiz():
    make_certificate()
    client, url = quiz_desk([[blocks.quiz()]])

    asked = asked_by(client, url, right_form() | {"do": "submit"}, status=302)

    assert len(asked) == 18, asked


def test_the_result_of_an_attempt():
    client, url = quiz_desk([[blocks.quiz()]])
    shown = client.post(url, right_form() | {"do": "submit"}).url
    client.get(shown)

    asked = asked_by(client, shown)

    assert len(asked) == 5, asked


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_verifying_a_certificate(accept):
    certificate = make_certificate()
    client = Client(headers={"Accept": accept})

    url = reverse("verify", args=[certificate.code])
    client.get(url)
    asked = asked_by(client, url)

    assert len(asked) == 1, asked


@pytest.mark.parametrize("courses", [1, 3])
def test_my_day_with_few_and_many_courses(courses):
    learner = make_user()
    for _ in range(courses):
        complete(make_enrolment(learner=learner))
        make_enrolment(learner=learner)
    client = signed_in(learner)
    client.get(reverse("my_day"))

    asked = asked_by(client, reverse("my_day"))

    assert len(asked) == 7, asked
