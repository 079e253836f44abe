"""Who reaches what: every object of one learner, asked for by everybody else."""

import pytest
from django.test import Client
from django.urls import reverse

from learning.models import Certificate, Enrolment
from tests.factories import blocks
from tests.factories.learning import complete, make_enrolment
from tests.factories.people import make_admin, make_membership, make_organisation, make_user

from .desk import answers_url, course_url, lesson_url, organisation_url, read_url, reflection_url, signed_in

pytestmark = pytest.mark.django_db

SECRET = "Marit alene kan passordet"


@pytest.fixture
def owner():
    """Somebody with answers, a reflection and a certificate, at a municipality."""
    learner = make_user("Ingrid Moen")
    make_membership(learner, make_organisation())
    enrolment = complete(make_enrolment(learner=learner, lessons=[[blocks.reflection(), blocks.quiz()]]))
    signed_in(learner).post(reflection_url(enrolment), {f"r-{blocks.block_id('reflection')}": SECRET})
    return enrolment


def somebody(kind, owner):
    """A client for each kind of person that is not the owner."""
    if kind == "anonymous":
        return Client()
    if kind == "admin":
        return signed_in(make_admin())
    other = make_user("Per Berg")
    if kind == "contact":
        make_membership(other, owner.organisation, role="contact")
    if kind == "editor":
        from django.contrib.auth.models import Group

        other.groups.add(Group.objects.get(name="Editors"))
    return signed_in(other)


OTHERS = ("anonymous", "learner", "contact", "editor", "admin")


@pytest.mark.parametrize("kind", OTHERS)
def test_nobody_else_reads_what_a_learner_wrote(kind, owner):
    client = somebody(kind, owner)
    attempt = answers_url(owner).replace("answers/", "attempts/1/")

    for url in (course_url(owner), lesson_url(owner), attempt, reverse("my_day"), organisation_url(owner.organisation)):
        page = client.get(url, follow=True)
        assert SECRET not in page.content.decode()
    # Their own enrolment would be another row: the address names a course, never a person.
    assert client.get(attempt).status_code in (200, 302)
    assert "questions" not in (client.get(attempt).context or {})


@pytest.mark.parametrize("kind", OTHERS)
def test_nobody_else_writes_at_a_learners_desk(kind, owner):
    client, before = somebody(kind, owner), list(Enrolment.objects.values())

    statuses = {
        client.post(url, {"do": "submit"}).status_code
        for url in (read_url(owner), answers_url(owner), reflection_url(owner), lesson_url(owner) + "place/")
    }

    assert statuses == ({302} if kind == "anonymous" else {403})
    assert list(Enrolment.objects.values()) == before
    assert owner.attempts.count() == 1
    assert owner.reflections.get().text == SECRET


@pytest.mark.parametrize("kind", OTHERS)
def test_a_certificate_is_for_its_holder_and_those_who_may_revoke(kind, owner):
    url = reverse("certificate_document", args=[Certificate.objects.get().pk])

    status = somebody(kind, owner).get(url).status_code

    assert status == {"anonymous": 302, "admin": 202}.get(kind, 404)


@pytest.mark.parametrize("kind", OTHERS)
def test_the_organisations_page_is_for_its_contact_and_the_centre(kind, owner):
    page = somebody(kind, owner).get(organisation_url(owner.organisation), follow=True).content.decode()

    assert ("Ingrid Moen" in page) is (kind in ("contact", "admin"))


def test_a_contact_sees_certificates_but_never_answers(owner):
    page = somebody("contact", owner).get(organisation_url(owner.organisation)).content.decode()

    assert "Beredskapsplikten" in page
    for private in (SECRET, "100 %", owner.learner.email):
        assert private not in page


def test_a_former_contact_sees_nothing(owner):
    from datetime import date

    former = make_user("Per Berg")
    make_membership(former, owner.organisation, role="contact", ends_on=date(2021, 1, 1))

    page = signed_in(former).get(organisation_url(owner.organisation)).content.decode()

    assert "Ingrid Moen" not in page


@pytest.mark.parametrize("kind", ["anonymous", "learner", "contact"])
@pytest.mark.parametrize("name", ["revoke_certificate", "publish_course"])
def test_the_admin_is_for_staff(kind, name, owner):
    url = reverse(f"learning_admin:{name}", args=[1])

    answer = somebody(kind, owner).get(url)

    assert answer.status_code == 302
    assert answer.url.startswith("/admin/login/") or answer.url.startswith(reverse("account_login"))
