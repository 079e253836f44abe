from datetime import date, timedelta

import pytest

from learning.domain.certificates import revoke_certificate
from learning.domain.enrolments import withdraw
from learning.domain.releases import publish_course
from learning.impact import Impact, impact_of_publishing, pages_not_in_release
from learning.models import Certificate
from tests.factories.learning import AT, complete, make_course, make_enrolment, read_lesson
from tests.factories.pages import make_course_page
from tests.factories.people import make_admin
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 2)


def test_nobody_is_concerned_by_a_new_course():
    assert impact_of_publishing(make_course(), on=TODAY) == Impact(0, 0, 0, 0)


def test_people_are_counted_by_how_far_they_are():
    course = make_course()
    make_enrolment(course=course)
    read_lesson(make_enrolment(course=course))
    withdraw(enrolment=make_enrolment(course=course), by=None, at=AT)
    for _ in range(2):
        complete(make_enrolment(course=course))
    complete(make_enrolment())

    assert impact_of_publishing(course, on=TODAY) == Impact(1, 1, 2, 2)


def test_certificates_that_do_not_hold_are_not_counted():
    course = make_course(valid_months=12)
    for at in (AT, AT, AT - timedelta(days=500)):
        complete(make_enrolment(course=course, at=at), at=at)
    revoke_certificate(certificate=Certificate.objects.first(), reason="Feil", by=make_admin(), at=AT)

    assert impact_of_publishing(course, on=TODAY) == Impact(0, 0, 3, 1)


def test_it_costs_the_same_for_many():
    course = make_course()
    asked_for = []
    for _ in range(2):
        for _ in range(3):
            complete(make_enrolment(course=course))
        with count_queries() as asked:
            impact_of_publishing(course, on=TODAY)
        asked_for.append(len(asked))

    assert asked_for == [2, 2]


def test_pages_published_after_the_release_wait_for_the_next():
    page = make_course_page()
    all_pages = pages_not_in_release(page)
    publish_course(page=page, by=None, at=AT)
    before = pages_not_in_release(page)

    lesson = page.get_descendants().last().specific
    lesson.last_published_at = AT + timedelta(minutes=1)
    lesson.save()

    assert (all_pages, before, pages_not_in_release(page)) == (4, 0, 1)
