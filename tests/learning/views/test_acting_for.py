"""Enrolling, for whoever is in several organisations: the course counts for the one they choose."""

import pytest
from django.urls import reverse

from learning.models import Enrolment
from tests.factories.learning import make_course
from tests.factories.people import make_membership, make_organisation, make_user

from .desk import signed_in
from .test_panels import presentation_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return [make_organisation(name) for name in ("Skogdal", "Elvestad")]


@pytest.fixture
def learner(places):
    person = make_user(language="en")
    for place in places:
        make_membership(person, place)
    return person


def enrol(client, course, **form):
    return client.post(reverse("enrol", args=[course.slug]), form, follow=True)


def test_course_counts_for_the_organisation_that_was_chosen(places, learner):
    client, course = signed_in(learner), make_course()

    page = enrol(client, course, acts_for=places[1].key)

    assert Enrolment.objects.get().organisation == places[1]
    assert "You are enrolled, for Elvestad." in page.content.decode()
    other = client.get(presentation_of(make_course(title="Neste", slug="neste"))).content.decode()
    assert f'<option value="{places[1].key}" selected>' in other


@pytest.mark.parametrize("form", [{}, {"acts_for": ""}, {"acts_for": "x"}, {"acts_for": "stranger"}])
def test_nobody_is_enrolled_before_they_have_chosen_one_of_theirs(places, learner, form):
    if form.get("acts_for") == "stranger":
        form = {"acts_for": make_organisation("Andres").key}
    course = make_course()

    page = enrol(signed_in(learner), course, **form)

    assert (page.status_code, page.templates[0].name) == (422, "learning/not_enrolled.html")
    assert 'aria-invalid="true"' in page.content.decode()
    assert not Enrolment.objects.exists()


def test_both_pages_ask_and_only_those_who_have_a_choice(places, learner):
    course, other = make_course(), make_user()
    make_membership(other, places[0])
    pages = (presentation_of(course), reverse("course", args=[course.slug]))

    asked = {
        person.pk: ['name="acts_for"' in signed_in(person).get(page).content.decode() for page in pages]
        for person in (learner, other)
    }

    assert asked == {learner.pk: [True, True], other.pk: [False, False]}
    assert enrol(signed_in(other), course).status_code == 200
    assert Enrolment.objects.get().organisation == places[0]
