"""How tables do, for those who look after the course: sums of five tables or more."""

import pytest
from django.urls import reverse

from learning.tabletop.models import RunInject
from learning.tabletop.queries import script_of_run
from learning.tabletop.statistics import sums_of
from tests.factories.learning import AT, make_course, make_enrolment
from tests.factories.people import make_admin
from tests.factories.tabletop import MINUTE, OPEN_HALL, WAIT, finish, make_run, make_tabletop_course, step
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def make_runs(course, *choices):
    return [
        finish(make_run(make_enrolment(course=course)), choice=one, at=AT + place * MINUTE)
        for place, one in enumerate(choices, start=1)
    ]


def sums(runs):
    return sums_of(script_of_run(runs[0]), runs, RunInject.objects.filter(run__in=runs))


def test_sums_of_five_tables():
    runs = make_runs(make_tabletop_course(), OPEN_HALL, OPEN_HALL, OPEN_HALL, WAIT, WAIT)

    found = sums(runs)

    assert (found.runs, found.groups, found.finished) == (5, 0, 5)
    power, hall, calls, press = found.injects
    assert [(bar.number, bar.share, bar.width) for bar in power.bars] == [(3, 60, 180), (2, 40, 120)]
    # The tables left the first inject after one, two, … five minutes.
    assert (power.minutes, press.minutes) == (3.0, 5.0)
    assert (power.is_shown, hall.is_shown, calls.is_shown) == (True, False, False)
    assert (hall.minutes, hall.bars) == (None, [])


def test_four_tables_tell_nothing():
    found = sums(make_runs(make_tabletop_course(), *[WAIT] * 4))

    assert [(one.is_shown, one.minutes, one.bars) for one in found.injects] == [(False, None, [])] * 4


def page_of(client, course):
    return client.get(reverse("course_tabletops", args=[course.pk]))


def test_the_page_draws_and_tells(client):
    course = make_tabletop_course()
    make_runs(course, *[WAIT] * 4)
    step(make_run(make_enrolment(course=course)), choice=WAIT)
    client.force_login(make_admin(language="en"))

    html = page_of(client, course).content.decode()

    assert '<svg role="img"' in html
    assert "Venter" in html
    assert "fewer than five" in html
    inspected = client.get(f"/admin/course/inspect/{course.pk}/").content.decode()
    assert reverse("course_tabletops", args=[course.pk]) in inspected


def test_a_course_without_tabletops_says_so(client):
    client.force_login(make_admin(language="en"))

    assert "This course has no tabletop." in page_of(client, make_course()).content.decode()


@pytest.mark.parametrize("number", [1, 6])
def test_the_page_asks_the_same_of_few_and_of_many(number):
    course = make_tabletop_course()
    make_runs(course, *[WAIT] * number)
    browser = signed_in(make_admin())
    page_of(browser, course)

    with count_queries() as asked:
        assert page_of(browser, course).status_code == 200

    assert len(asked) == 11, asked
