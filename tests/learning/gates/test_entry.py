"""The gate of a course: asked by everybody who enrols somebody, said in words, waived for one person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from learning.domain.enrolments import AlreadyEnrolled, EntryClosed, enrol
from learning.domain.releases import publish_course
from learning.gates.entry import in_words, missing_for
from learning.models import Course, Enrolment
from tests.factories.gates import any_of, one, put_gate
from tests.factories.learning import AT, complete, make_enrolment
from tests.factories.pages import make_course_page
from tests.factories.people import make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


class Gated:
    """A course that asks for another one, and not before a date."""

    def __init__(self, *conditions):
        self.basic_page = make_course_page(title="Grunnkurset", slug="grunnkurset", lead="Først dette.")
        self.basic = publish_course(page=self.basic_page, by=None, at=AT).course
        page = make_course_page(title="Øvelsesledelse")
        self.page = put_gate(page, *(conditions or [one("course", course=self.basic_page)]))
        self.course = publish_course(page=self.page, by=None, at=AT).course


def take(gated, learner, *, at=AT, **more):
    return enrol(course=Course.objects.get(pk=gated.course.pk), learner=learner, by=learner, at=at, **more)


def test_who_lacks_something_is_not_enrolled():
    gated, learner = Gated(), make_user()

    with pytest.raises(EntryClosed) as refused:
        take(gated, learner)

    assert [[one.slug for one in group] for group in refused.value.missing] == [["grunnkurset"]]
    assert not Enrolment.objects.exists()


def test_who_has_it_is():
    gated, learner = Gated(), make_user()
    complete(make_enrolment(course=gated.basic, learner=learner))

    assert take(gated, learner).is_active


def test_what_is_credited_may_leave_the_gate_out():
    assert take(Gated(), make_user(), asks_gate=False).is_active


def test_who_takes_the_course_already_is_told_that():
    gated, learner = Gated(), make_user()
    take(gated, learner, asks_gate=False)

    with pytest.raises(AlreadyEnrolled):
        take(gated, learner)


def test_dates_of_the_course():
    gated, learner = Gated(one("opens", day="2026-11-05"), one("closes", day="2026-11-10")), make_user()
    at = [AT, AT + timedelta(days=3), AT + timedelta(days=20)]

    missing = [missing_for(gated.course, learner, moment) for moment in at]

    with translation.override("en"):
        said = [[str(one) for one in in_words(gated.course, one, language="nb")] for one in missing]
    assert said == [["Opens on 5 November 2026."], [], ["The last day was 10 November 2026."]]


def test_what_is_missing_is_said_and_linked():
    gated = Gated()
    other = one("certificate", course=gated.basic_page, months=24)
    gated.page = put_gate(gated.page, any_of(one("course", course=gated.basic_page), other))
    course = publish_course(page=gated.page, by=None, at=AT).course
    link = f'<a href="{reverse("course", args=[gated.basic.slug])}">“Grunnkurset”</a>'

    with translation.override("en"):
        said = in_words(course, missing_for(course, make_user(), AT), language="nb")

    assert said == [
        f"You can start when you have completed the course {link} or you hold a valid certificate in {link} that is at "
        "most 24 months old."
    ]


@pytest.mark.parametrize("kind", ["visitor", "learner"])
def test_the_course_pages_say_it_instead_of_the_button(client, kind):
    gated = Gated()
    if kind == "learner":
        client.force_login(make_user(language="en"))

    page = client.get(gated.page.get_url(), headers={"accept-language": "en"}).content.decode()

    assert reverse("course", args=[gated.basic.slug]) in page
    assert reverse("enrol", args=[gated.course.slug]) not in page
    assert (reverse("account_login") + "?next=/nb/kurs" in page) == (kind == "visitor")


def test_enrolling_is_refused_with_the_reasons():
    gated, learner = Gated(), make_user(language="en")
    client = signed_in(learner)

    answer = client.post(reverse("enrol", args=[gated.course.slug]))

    assert answer.status_code == 409
    assert "You can start when you have completed the course" in answer.content.decode()
    assert "<form" not in answer.content.decode().split("<main")[1].split("</main")[0]
    assert client.get(reverse("course", args=[gated.course.slug])).status_code == 200
    assert not Enrolment.objects.exists()


def test_asking_costs_nothing_without_a_gate_and_little_with_one():
    gated, learner = Gated(), make_user()
    plain, course = (
        Course.objects.select_related("current_release").get(pk=one.pk) for one in (gated.basic, gated.course)
    )
    missing_for(plain, learner, AT), missing_for(course, learner, AT)

    with count_queries() as without:
        missing_for(plain, learner, AT)
    with count_queries() as asked:
        missing_for(course, learner, AT)

    assert (len(without), len(asked)) == (0, 2), asked
