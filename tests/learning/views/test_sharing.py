import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.privacy.models import Consent
from learning.sharing import scope_of
from tests.factories.learning import make_enrolment
from tests.factories.people import make_contact, make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    return make_contact(make_organisation("En tidligere arbeidsplass"))


@pytest.fixture
def learner(client, contact):
    person = make_user()
    make_membership(person, contact.memberships.get().organisation)
    client.force_login(person)
    return person


def test_learner_shows_a_contact_their_courses_and_takes_it_back(client, learner, contact):
    enrolment = make_enrolment(learner=learner)
    page = BeautifulSoup(client.get("/me/privacy/").content, "html.parser")
    names = [option.text for option in page.select("select[name=recipient] option")]
    assert names == [contact.name]

    client.post("/me/privacy/share/", {"recipient": contact.pk, "scope": scope_of(enrolment.course)})
    given = Consent.objects.get()
    assert f"/me/privacy/share/{given.pk}/stop/" in client.get("/me/privacy/").text

    client.force_login(contact)
    assert enrolment.course.title in client.get("/me/shared/").text
    assert reverse("shared_progress") in client.get("/me/").text

    client.force_login(learner)
    client.post(f"/me/privacy/share/{given.pk}/stop/")
    client.force_login(contact)
    assert enrolment.course.title not in client.get("/me/shared/").text


def test_nobody_but_those_offered_can_be_chosen(client, learner, contact):
    for recipient, scope in ((make_user().pk, ""), (learner.pk, ""), ("tull", ""), (contact.pk, "tull")):
        client.post("/me/privacy/share/", {"recipient": recipient, "scope": scope})

    assert Consent.objects.count() == 0


def test_anothers_consent_is_not_taken_back(client, learner, contact):
    client.post("/me/privacy/share/", {"recipient": contact.pk, "scope": ""})
    client.force_login(make_user())

    assert client.post(f"/me/privacy/share/{Consent.objects.get().pk}/stop/").status_code == 404
    assert Consent.objects.get().withdrawn_at is None
