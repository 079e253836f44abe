"""The pages of a discussion ask the database the same number of times, however much was written."""

import pytest
from django.urls import reverse

from learning.discussion.domain.following import follow
from tests.factories.discussion import AT, MINUTE, make_learner, make_posts, make_teacher, report
from tests.factories.learning import make_course
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def asked_by(client, url):
    """The queries of the second visit."""
    client.get(url)
    with count_queries() as asked:
        answer = client.get(url)
    assert answer.status_code == 200
    return asked


@pytest.mark.parametrize("number", [10, 500])
def test_a_thread_for_a_learner(number):
    course = make_course()
    thread = make_posts(course, number)[0]
    client = signed_in(make_learner(course))

    asked = asked_by(client, reverse("discussion:thread", args=[course.slug, thread.pk]))

    assert len(asked) == 13, asked


@pytest.mark.parametrize("number", [10, 500])
def test_a_thread_for_a_teacher(number):
    course = make_course()
    thread = make_posts(course, number)[0]
    client = signed_in(make_teacher(course))

    asked = asked_by(client, reverse("discussion:thread", args=[course.slug, thread.pk]))

    assert len(asked) == 16, asked


@pytest.mark.parametrize("number", [10, 500])
def test_the_threads_of_a_course(number):
    course = make_course()
    make_posts(course, 2, threads=number)
    client = signed_in(make_learner(course))

    asked = asked_by(client, reverse("discussion:threads", args=[course.slug]) + "?q=øver")

    assert len(asked) == 9, asked


@pytest.mark.parametrize("number", [2, 30])
def test_the_queue(number):
    course = make_course()
    for post in make_posts(course, number)[0].posts.all():
        report(post)
    client = signed_in(make_teacher(course))

    asked = asked_by(client, reverse("discussion_admin:queue"))

    assert len(asked) == 13, asked


@pytest.mark.parametrize("number", [1, 20])
def test_my_day_with_news_costs_one_more(number):
    course = make_course()
    quiet, busy = make_learner(course), make_learner(course)
    for thread in make_posts(course, 3, threads=number):
        follow(user=busy, course=course, thread=thread, at=AT - MINUTE)

    calm = asked_by(signed_in(quiet), reverse("my_day"))
    asked = asked_by(signed_in(busy), reverse("my_day"))

    assert len(asked) == len(calm) + 1
    # Whether there is anything, with the other panels, and then what it is.
    assert len([sql for sql in asked if "discussion_" in sql]) == 2
