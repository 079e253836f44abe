"""What groups, ways and requests cost: nothing where there are none, and within the budgets where there are."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.joining import course_with, make_group, make_place, make_request
from tests.factories.learning import complete, make_course, make_enrolment
from tests.factories.people import make_user
from tests.learning.views.desk import course_url, lesson_url, read_url, signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def warm(client, url):
    client.get(url)
    with count_queries() as asked:
        client.get(url)
    return asked


def test_course_lesson_and_marking_in_a_group_that_has_begun():
    enrolment = make_place(make_group(make_course(), starts_on=date(2026, 11, 2))).enrolment
    client = signed_in(enrolment.learner)

    course, lesson = warm(client, course_url(enrolment)), warm(client, lesson_url(enrolment))
    with count_queries() as read:
        client.post(read_url(enrolment))

    assert (len(course), len(lesson), len(read)) == (4, 4, 8), (course, lesson, read)


def test_course_page_before_the_group_starts():
    enrolment = make_place(make_group(make_course(), starts_on=date(2099, 1, 1))).enrolment

    asked = warm(signed_in(enrolment.learner), course_url(enrolment))

    assert len(asked) == 4, asked


def test_page_of_who_does_not_take_the_course():
    asked = warm(signed_in(make_user()), reverse("course", args=[course_with(is_open=True).slug]))
    assert len(asked) == 5, asked

    request = make_request()
    asked = warm(signed_in(request.learner), reverse("course", args=[request.course.slug]))
    assert len(asked) == 6, asked


def test_what_comes_next_is_bounded():
    enrolment = complete(make_enrolment())

    asked = warm(signed_in(enrolment.learner), reverse("next_after", args=[enrolment.pk]))

    assert len(asked) == 6, asked
