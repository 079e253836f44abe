"""The first page of the admin says what waits, and to nobody what is not theirs."""

import pytest

from cms.people.roles import AUDITOR, COORDINATOR
from tests.factories.assignments import enrol_on_assignment, submit_work
from tests.factories.discussion import make_answer, make_teacher, make_thread, report
from tests.factories.joining import make_request
from tests.factories.people import make_holder_of
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
QUEUES = ["/admin/joining/", "/admin/discussion/", "/admin/learning/assignments/"]


def report_somebody(course=None):
    post = make_answer(make_thread(course))
    report(post)
    return post.thread.course


def waiting(person):
    """The lines of the panel, as address and number."""
    page = signed_in(person).get("/admin/")
    context = [one for one in page.context["panels"] if getattr(one, "name", "") == "waiting"]
    return [(queue.url, queue.number) for queue in context[0].queues], page.content.decode()


def test_a_coordinator_sees_requests_and_reported_posts_of_all_courses():
    make_request()
    report_somebody()
    report_somebody()

    lines, page = waiting(make_holder_of(COORDINATOR))

    assert lines == [(QUEUES[0], 1), (QUEUES[1], 2)]
    assert all(f'<a href="{url}">' in page for url, _number in lines)


def test_a_teacher_sees_what_waits_in_their_own_courses():
    enrolment, elsewhere = enrol_on_assignment(), enrol_on_assignment()
    for one in (enrolment, elsewhere):
        submit_work(one)
    report_somebody()

    lines, _page = waiting(make_teacher(enrolment.course))

    assert lines == [(QUEUES[2], 1)]


def test_an_auditor_is_asked_for_nothing():
    make_request()
    report_somebody()

    lines, page = waiting(make_holder_of(AUDITOR))

    assert lines == []
    assert 'class="waiting"' not in page


@pytest.mark.parametrize("many", [1, 4])
def test_the_first_page_asks_the_same_whatever_waits(many):
    for _ in range(many):
        make_request()
        report_somebody()
    browser = signed_in(make_holder_of(COORDINATOR))
    browser.get("/admin/")

    with count_queries() as asked:
        browser.get("/admin/")

    assert len(asked) == 21, asked
