import pytest
from django.test import Client

from cms.people.models import User
from learning.joining.domain.invitations import withdraw_invitation
from learning.models import Enrolment
from tests.factories.joining import AT, course_with, make_course_invitation, make_group, newest_course_token
from tests.factories.people import PASSWORD, make_membership, make_organisation, make_user
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db
ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(AT)


def link(**fields):
    make_course_invitation(**fields)
    return f"/invitation/course/{newest_course_token()}/"


def kari():
    return make_user("Kari Nordmann", email="kari@example.org", language="en")


def test_reading_the_link_enrols_nobody():
    url = link(group=None)

    assert signed_in(kari()).get(url).status_code == 200
    assert Client().get(url).status_code == 200
    assert Enrolment.objects.count() == 0


def test_accepting_leads_to_the_course():
    course = course_with()
    url = link(course=course, group=make_group(course))

    answer = signed_in(kari()).post(url)

    assert answer.url == f"/learn/{course.slug}/"
    assert Enrolment.objects.get().group_place.group.name == "Vår 2027"


def test_who_is_in_several_organisations_says_for_which():
    url, user = link(), kari()
    for name in ("Skogdal", "Elvestad"):
        make_membership(user, organisation := make_organisation(name))
    client = signed_in(user)

    assert client.post(url).status_code == 422
    client.post(url, {"acts_for": str(organisation.key)})

    assert Enrolment.objects.get().organisation == organisation


def test_somebody_else_is_told_why_not():
    answer = signed_in(make_user(language="en"), **ENGLISH).post(link())

    assert answer.status_code == 403
    assert "went to another address than yours" in answer.content.decode()
    assert Enrolment.objects.count() == 0


def test_who_is_new_makes_an_account_on_the_way():
    url, form = link(), {"name": "Kari Nordmann", "password1": PASSWORD, "password2": PASSWORD}
    client = Client(**ENGLISH)

    wrong = client.post(url, form | {"password2": "noe-annet-2027"})
    assert wrong.status_code == 422
    assert 'value="Kari Nordmann"' in wrong.content.decode()
    answer = client.post(url, form)

    assert Enrolment.objects.get().learner == User.objects.get(email="kari@example.org")
    assert client.get(answer.url, follow=True).status_code == 200


def test_who_has_an_account_signs_in_first():
    url = link()
    kari()

    answer = Client(**ENGLISH).post(url, {"name": "X Y", "password1": PASSWORD, "password2": PASSWORD})

    assert answer.status_code == 422
    assert "Sign in to accept" in answer.content.decode()


def test_links_that_lead_nowhere_say_why():
    invitation = make_course_invitation()
    url = f"/invitation/course/{newest_course_token()}/"
    withdraw_invitation(invitation=invitation, by=None, at=AT)

    gone, unknown = Client(**ENGLISH).get(url), Client(**ENGLISH).get("/invitation/course/xx/")

    assert (gone.status_code, unknown.status_code) == (410, 404)
    assert "was withdrawn" in gone.content.decode()
    assert "kari@example.org" not in gone.content.decode()
