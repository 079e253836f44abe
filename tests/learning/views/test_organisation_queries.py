"""The organisation page and its evidence ask the same number of queries for three people and for five thousand."""

import re
from datetime import date

import pytest
from django.urls import reverse

from cms.people.models import ExpectedRole, Membership, User
from learning.models import Certificate, CourseState, Enrolment
from tests.factories.invitations import make_invitation
from tests.factories.learning import AT, make_course
from tests.factories.people import make_contact, make_organisation
from tests.queries import count_queries

from .desk import signed_in

pytestmark = pytest.mark.django_db

SIZES = [3, 300, pytest.param(5000, marks=pytest.mark.slow)]


def organisation_with(people):
    """People with a role, an enrolment under way or completed, and every other with a certificate."""
    place, course = make_organisation(), make_course()
    numbers = range(people)
    users = User.objects.bulk_create(
        User(email=f"p{number}@example.org", name=f"Åse Nr {number}", password="!") for number in numbers
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=place, role="log_keeper", starts_on=date(2024, 1, 1)) for user in users
    )
    same = {"course": course, "release": course.current_release, "organisation": place}
    done = {"enrolled_at": AT, "state": "completed", "ended_at": AT}
    enrolments = Enrolment.objects.bulk_create(Enrolment(learner=user, **same, **done) for user in users)
    CourseState.objects.bulk_create(CourseState(enrolment=one, done=2, required=2) for one in enrolments)
    Certificate.objects.bulk_create(_certificate(one, place) for one in enrolments[::2])
    for role in ("log_keeper", "health_lead"):
        ExpectedRole.objects.create(organisation=place, role=role)
    return place, make_contact(place)


def _certificate(enrolment, place):
    words = dict.fromkeys(("title", "wording", "issuer", "basis_text"), "Beredskapsplikten")
    return Certificate(
        number=f"2026-{enrolment.pk}",
        code=f"C{enrolment.pk}",
        holder_id=enrolment.learner_id,
        holder_name=f"Åse Nr {enrolment.pk}",
        language="nb",
        basis_kind="enrolment",
        basis_key=str(enrolment.pk),
        organisation=place,
        issued_at=AT,
        document_due_at=AT,
        **words,
    )


def asked_by(client, url):
    with count_queries() as asked:
        response = client.get(url)
        if response.streaming:
            assert b"".join(response.streaming_content)
    assert response.status_code == 200
    return asked


@pytest.mark.parametrize("people", SIZES)
def test_page_and_evidence_for_few_and_many(people):
    place, contact = organisation_with(people)
    client = signed_in(contact)
    page, table, paper = (
        reverse(name, kwargs={"key": place.key}) for name in ("organisation", "evidence_table", "evidence")
    )
    for url in (page, table):
        asked_by(client, url)

    found = {url: asked_by(client, url) for url in (page, page + "?p-name=nr+2&people=2&courses=2", table, paper)}

    assert [len(asked) for asked in found.values()] == [23, 23, 8, 8], found[page]


def test_each_list_of_the_page_has_pages_of_its_own_name():
    place, contact = organisation_with(30)
    for number in range(11):
        make_invitation(f"gjest{number}@example.org", organisation=place)

    html = signed_in(contact).get(reverse("organisation", kwargs={"key": place.key})).content.decode()
    names = re.findall(r'<nav aria-label="(Sider[^"]*)"', html)

    assert len(names) == len(set(names)) == 3


@pytest.mark.parametrize("others", [0, 30])
def test_my_day_of_a_contact_of_one_and_of_many(others):
    person = make_contact(make_organisation())
    for number in range(others):
        place = make_organisation(f"Kommune {number}")
        Membership.objects.create(user=person, organisation=place, role="contact", starts_on=date(2024, 1, 1))
        ExpectedRole.objects.create(organisation=place, role="health_lead")
    client = signed_in(person)
    client.get(reverse("my_day"))

    assert len(asked_by(client, reverse("my_day"))) == 5
