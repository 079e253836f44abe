"""A learning path as its reader meets it: where they are, what they can choose, what is next."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from learning.requirements.domain.path_completions import (
    award_for_path,
    take_down_completions,
    waiting_for_certificates,
)
from learning.requirements.domain.paths import change_path
from learning.requirements.path_standing import standing_on
from tests.factories.learning import AT, make_course, make_enrolment
from tests.factories.people import make_user
from tests.factories.requirements import make_done, make_path, make_path_terms
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)


@pytest.fixture
def courses():
    return [make_course(title=title) for title in ("Plikten", "ROS", "Stab", "Logg")]


@pytest.fixture
def path(courses):
    return make_path(([courses[0]], None), (courses[1:], 2), awards_certificate=True)


def read(path, user=None):
    client = signed_in(user) if user else Client(headers={"accept-language": "en"})
    response = client.get(reverse("path", args=[path.slug]))
    return BeautifulSoup(response.content, "html.parser")


def words(soup, selector):
    return " ".join(soup.select_one(selector).text.split())


def test_visitor_reads_what_it_asks_and_is_shown_the_way_in(path):
    soup = read(path)

    assert "Follow this path" in words(soup, "[aria-labelledby=where-i-am]")
    assert "Choose 2 of 3 courses." in words(soup, "[aria-labelledby=step-2]")
    assert not soup.select("a[href^='/learn/']")


def test_learner_is_told_where_they_are_and_what_is_next(path, courses):
    person = make_user(language="en")
    make_done(person, courses[0], on=DAY)
    make_enrolment(course=courses[2], learner=person)
    soup = read(path, person)

    assert "1 of 2 done" in words(soup, "[aria-labelledby=where-i-am]")
    assert "Next: Stab" in words(soup, "[aria-labelledby=where-i-am]")
    assert "Completed 1 June 2026" in words(soup, "[aria-labelledby=step-1]")
    assert "You are here" in words(soup, "[aria-labelledby=step-2]")
    assert "Under way" in words(soup, "[aria-labelledby=step-2]")


def test_who_has_completed_it_gets_to_their_certificate(path, courses):
    person = make_user(language="en")
    for course in courses[:3]:
        make_done(person, course, on=DAY)
    take_down_completions()
    (pk,) = waiting_for_certificates()
    certificate = award_for_path(completion_id=pk, at=AT)
    soup = read(path, person)

    assert "You have completed this path" in words(soup, "[aria-labelledby=where-i-am]")
    assert soup.select_one("a.button")["href"] == reverse("certificate_document", args=[certificate.pk])


def test_retake_counts_from_the_beginning(path, courses):
    person = make_user(language="en")
    for course in courses[:3]:
        make_done(person, course, on=DAY)
    take_down_completions()
    make_done(person, courses[0], on=date(2026, 9, 1))
    soup = read(path, person)

    assert "1 of 2 done" in words(soup, "[aria-labelledby=where-i-am]")
    assert "You completed it the last time on 1 June 2026." in words(soup, "[aria-labelledby=where-i-am]")
    assert "Next: Logg" in words(soup, "[aria-labelledby=where-i-am]")


def test_closed_path_is_not_listed_and_stays_where_it_was(path, courses):
    change_path(
        path=path,
        terms=make_path_terms(([courses[0]], None), is_open=False),
        by=None,
        at=AT,
    )
    client = Client()

    assert "Veien" not in client.get(reverse("paths")).content.decode()
    assert client.get(reverse("path", args=[path.slug])).status_code == 200
    assert client.get(reverse("path", args=["annen"])).status_code == 404


@pytest.mark.parametrize("more", [0, 12])
def test_page_and_list_ask_the_same_for_short_and_long_paths(more):
    courses = [make_course(title=f"Kurs {number}") for number in range(2 + more)]
    path = make_path(*(([course], None) for course in courses))
    person = make_user()
    make_done(person, courses[0], on=DAY)
    client = signed_in(person)
    found = {}
    for url in (reverse("path", args=[path.slug]), reverse("paths")):
        client.get(url)
        with count_queries() as asked:
            client.get(url)
        found[url] = asked

    assert [len(asked) for asked in found.values()] == [12, 4], found


def test_standing_without_a_person_costs_no_look_at_people(path):
    with count_queries() as asked:
        standing_on(path, None)

    assert len(asked) == 3, asked
