"""What a person's roles ask of them, on their own day, and the way on from there."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse

from learning.models import Enrolment
from tests.factories.learning import make_course, make_enrolment
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.requirements import make_done, make_path, make_requirement
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)
ADVISER = "preparedness_adviser"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def person():
    person = make_user("Ingrid Moen", language="en")
    make_membership(person, make_organisation(), role=ADVISER, starts_on=TODAY - timedelta(days=30))
    return person


def panel(person):
    soup = BeautifulSoup(signed_in(person).get(reverse("my_day")).content, "html.parser")
    return soup.select_one("[aria-labelledby=asked-of-me]")


def test_who_must_do_something_reads_what_by_when_why_and_how(person):
    course = make_course(title="ROS")
    make_requirement(course, source_text="Forskriften § 7")
    asked = panel(person)

    assert "ROS-kompetanse" in asked.text
    assert "Due 27 January 2027" in " ".join(asked.text.split())
    assert "As Preparedness adviser in Skogdal kommune" in " ".join(asked.text.split())
    assert "Forskriften § 7" in asked.text
    assert asked.select_one("a.button")["href"] == reverse("course", args=[course.slug])


def test_who_has_begun_goes_on(person):
    course = make_course()
    make_requirement(course)
    make_enrolment(course=course, learner=person)

    assert "Go on" in panel(person).select_one("a.button").text


def test_who_must_renew_takes_the_course_again_for_the_organisation_that_asks(person):
    course = make_course()
    make_requirement(course, cadence_months=12)
    make_done(person, course, on=TODAY - timedelta(days=300))
    form = panel(person).select_one("form")

    values = {field["name"]: field["value"] for field in form.select("input") if field["name"] != "csrfmiddlewaretoken"}
    response = signed_in(person).post(form["action"], values)

    assert response.url == reverse("course", args=[course.slug])
    newest = Enrolment.objects.get(number=2)
    assert (newest.learner, newest.organisation) == (person, person.memberships.get().organisation)


def test_who_has_done_all_is_told_so(person):
    course = make_course()
    make_requirement(course, cadence_months=48)
    make_done(person, course, on=TODAY)
    asked = panel(person)

    assert "You have done all that is asked now." in asked.text
    assert "Until 28 November 2030" in " ".join(asked.text.split())


def test_path_leads_to_its_page(person):
    make_path(([make_course()], None))
    make_requirement(target_kind="path", target_key="veien")

    assert panel(person).select_one("a.button")["href"] == reverse("path", args=["veien"])


def test_who_holds_no_role_that_is_asked_sees_nothing():
    make_requirement(make_course())
    person = make_user()
    make_membership(person, make_organisation())

    assert panel(person) is None


@pytest.mark.parametrize("others", [0, 20])
def test_day_of_somebody_who_is_asked_costs_the_same_with_one_and_many_requirements(person, others):
    course = make_course()
    make_requirement(course)
    for number in range(others):
        make_requirement(course, names={"nb": f"Krav {number}"})
    client = signed_in(person)
    client.get(reverse("my_day"))

    with count_queries() as asked:
        client.get(reverse("my_day"))

    assert len(asked) == 9, asked
