"""A teacher says until when learners assess each other, sees who is missing, and goes on without them."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.people import roles
from learning.assignments.domain.peers import ReviewIsClosed, give_out, send_review
from learning.assignments.domain.reviewing import InThePast, NotOverYet, go_on_without, set_last_day
from learning.assignments.models import PeerReview, ReviewDeadline
from learning.domain.course_staff import give_course_role
from tests.factories import blocks
from tests.factories.assignments import enrol_on_assignment, rubric, submit_work
from tests.factories.learning import AT, make_course
from tests.factories.people import make_holder_of, make_user
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LAST = AT.date() + 7 * DAY


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(AT, tick=False) as clock:
        yield clock


class Ring:
    """Two learners who assess each other; the first has sent, the second has not."""

    def __init__(self):
        self.course = make_course(lessons=[[blocks.assignment(peer_reviews=1)]])
        one, other = (make_user(name) for name in ("Ferdig Lærling", "Sen Lærling"))
        submissions = [submit_work(enrol_on_assignment(who, course=self.course)) for who in (one, other)]
        self.item = submissions[0].item_key
        give_out(course_id=self.course.pk, item_key=self.item, at=AT)
        self.sent, self.missing = (PeerReview.objects.get(reviewer__learner=who) for who in (one, other))
        send_review(review=self.sent, assessment=rubric(), by=one, at=AT)

    @property
    def about(self):
        return {"course": self.course, "item_key": self.item, "by": None}

    @property
    def address(self):
        return reverse("assignments_admin:reviews", args=[self.course.pk, self.item])


@pytest.fixture
def ring():
    return Ring()


@pytest.fixture
def client(settings, ring):
    settings.STAFF_NEED_SECOND_FACTOR = False
    person = make_holder_of(roles.TEACHER, "Tor Lærer", language="en")
    give_course_role(course=ring.course, user=person, role="teacher", by=None, at=AT)
    return signed_in(person)


def test_last_day_is_set_changed_and_taken_away(ring):
    for day in (LAST, LAST + DAY):
        set_last_day(last_day=day, **ring.about, at=AT)
        assert ReviewDeadline.objects.get().last_day == day
    with pytest.raises(InThePast):
        set_last_day(last_day=AT.date() - DAY, **ring.about, at=AT)
    set_last_day(last_day=None, **ring.about, at=AT)
    assert not ReviewDeadline.objects.exists()


def test_nobody_goes_on_before_the_day_is_over_and_late_ones_are_taken_until_then(ring):
    with pytest.raises(NotOverYet):
        go_on_without(**ring.about, at=AT)
    set_last_day(last_day=LAST, **ring.about, at=AT)
    with pytest.raises(NotOverYet):
        go_on_without(**ring.about, at=AT + 7 * DAY)

    late = send_review(review=ring.missing, assessment=rubric(), by=ring.missing.reviewer.learner, at=AT + 9 * DAY)
    assert late.done_at
    assert go_on_without(**ring.about, at=AT + 9 * DAY) == 0


def test_what_was_gone_on_without_is_sent_no_more(ring):
    set_last_day(last_day=LAST, **ring.about, at=AT)

    assert go_on_without(**ring.about, at=AT + 8 * DAY) == 1

    with pytest.raises(ReviewIsClosed):
        send_review(review=ring.missing, assessment=rubric(), by=ring.missing.reviewer.learner, at=AT + 9 * DAY)
    ring.sent.refresh_from_db()
    assert (ring.sent.closed_at, PeerReview.objects.filter(closed_at=None).get()) == (None, ring.sent)
    assert give_out(course_id=ring.course.pk, item_key=ring.item, at=AT + 9 * DAY) == 0


def test_teacher_is_told_who_is_missing_and_goes_on(ring, client, today):
    assert client.post(ring.address, {"last_day": "2020-01-01"}).status_code == 422
    assert client.post(ring.address, {"last_day": LAST.isoformat()}).status_code == 302
    queue = reverse("assignments_admin:queue")
    assert "somebody is missing" not in client.get(queue).content.decode()

    today.move_to(AT + 8 * DAY)
    assert "somebody is missing" in client.get(queue).content.decode()
    told = client.get(ring.address)
    assert [row["learner"].name for row in told.context["missing"]] == ["Sen Lærling"]
    client.post(ring.address, {"do": "go-on"})
    assert client.get(ring.address).context["missing"] == []
    assert "somebody is missing" not in client.get(queue).content.decode()
    assert ModelLogEntry.objects.get(action="assignments.go_on_without").data["number"] == 1


def test_reviewers_see_the_day_and_that_it_is_closed(ring):
    learner = ring.missing.reviewer.learner
    lesson, block = ring.item.split(":", 1)
    work = reverse("assignments:work", args=[ring.course.slug, lesson, block])
    review = reverse("assignments:review", args=[ring.course.slug, lesson, block, ring.missing.pk])
    set_last_day(last_day=date(2027, 5, 17), **ring.about, at=AT)
    client = signed_in(learner)

    assert all("17" in client.get(url).context["last_day"].isoformat() for url in (work, review))
    go_on_without(**ring.about, at=AT.replace(year=2028))
    assert client.get(work).context["last_day"] is None
    shown = client.get(review).content.decode()
    assert "<textarea" not in shown
    assert client.post(review, {"comment": "For sent"}).status_code == 200
    ring.missing.refresh_from_db()
    assert (ring.missing.done_at, ring.missing.comment) == (None, "")


def test_other_teachers_find_nothing(ring, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    other = make_holder_of(roles.TEACHER, "Annen Lærer")
    give_course_role(course=make_course(), user=other, role="teacher", by=None, at=AT)

    assert signed_in(other).get(ring.address).status_code == 404
    assert signed_in(other).post(ring.address, {"last_day": LAST.isoformat()}).status_code == 404
    assert not ReviewDeadline.objects.exists()
