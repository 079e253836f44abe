import re

import pytest
from allauth.mfa.models import Authenticator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from cms.people import roles
from cms.people.models import User
from cms.privacy.models import Erasure
from tests.factories.learning import AT, make_certificate
from tests.factories.people import PASSWORD, make_admin, make_holder_of, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/me/privacy/erase/"
MEANT = {"understood": "on", "address": "kari@example.org"}


@pytest.fixture
def person(client):
    """Signed in, and has written the password once more."""
    user = make_user("Kari Nordmann", email="kari@example.org", language="en")
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return user


def test_page_asks_for_the_password_first(client):
    client.force_login(make_user())

    for response in (client.get(ADDRESS), client.post(ADDRESS, MEANT)):
        assert response.url.startswith(reverse("account_reauthenticate"))
    assert Erasure.objects.count() == 0


def test_page_says_what_goes_what_stays_and_why(client, person):
    html = client.get(ADDRESS).content.decode()

    for words in ("What goes", "What stays, and why", "Certificate: wording", "article 17 (3)", "kari@example.org"):
        assert words in html


def test_person_who_means_it_is_erased_and_signed_out(client, person):
    make_certificate(person, at=AT)

    response = client.post(ADDRESS, MEANT)

    assert (response.status_code, response.url) == (302, "/privacy/erased/")
    assert client.get(response.url).status_code == 200
    assert "_auth_user_id" not in client.session
    assert (Erasure.objects.get().reason, User.objects.get(pk=person.pk).name) == ("asked_here", "")


def test_address_is_taken_in_any_case(client, person):
    client.post(ADDRESS, MEANT | {"address": " KARI@Example.org "})

    assert Erasure.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [({"understood": ""}, "understood"), ({"address": "per@example.org"}, "address"), ({"address": ""}, "address")],
)
def test_slip_of_the_hand_erases_nobody(client, person, values, field):
    response = client.post(ADDRESS, MEANT | values)

    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert Erasure.objects.count() == 0


def test_last_administrator_is_told_what_to_do(client):
    admin = make_admin(email="kari@example.org", language="en")
    client.force_login(admin)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    page, refused = client.get(ADDRESS), client.post(ADDRESS, MEANT)

    assert b"You are the only administrator" in page.content
    assert b"Erase me for good" not in page.content
    assert (refused.status_code, Erasure.objects.count()) == (409, 0)


def erase_address(person):
    return reverse("privacy_admin:erase_person", args=[person.pk])


def in_admin(client, user):
    from django.contrib.auth.models import Permission

    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    return user


@pytest.mark.parametrize("make", [make_admin, lambda: make_holder_of(roles.COORDINATOR)])
def test_centre_erases_who_has_asked(client, make):
    staff, person = in_admin(client, make()), make_user(email="kari@example.org")

    assert client.get(erase_address(person)).status_code == 200
    response = client.post(erase_address(person), MEANT | {"reason": "asked_centre"})

    assert response.status_code == 302
    assert (Erasure.objects.get().by, Erasure.objects.get().reason) == (staff, "asked_centre")


@pytest.mark.parametrize("role", [role for role in roles.STAFF_ROLES if role != roles.COORDINATOR])
def test_other_staff_erase_nobody(client, role):
    in_admin(client, make_holder_of(role))
    person = make_user(email="kari@example.org")

    client.get(erase_address(person))
    client.post(erase_address(person), MEANT | {"reason": "asked_centre"})

    assert Erasure.objects.count() == 0


def test_coordinator_does_not_erase_an_administrator(client):
    in_admin(client, make_holder_of(roles.COORDINATOR))
    admin = make_admin(email="kari@example.org")

    client.post(erase_address(admin), MEANT | {"reason": "asked_centre"})

    assert Erasure.objects.count() == 0


def test_list_of_people_leads_there_for_those_who_may(client):
    person = make_user()
    client.force_login(make_admin())

    assert erase_address(person) in client.get(reverse("wagtailusers_users:index")).content.decode()


def test_what_there_is_of_a_person_is_in_words(client):
    """Sessions, groups and the like have names for programmers in the packages they come from."""
    person = make_holder_of(roles.EDITOR, name="Kari Nordmann")
    Authenticator.objects.create(user=person, type="totp", data={})
    in_admin(client, make_admin(language="en"))

    html = client.get(erase_address(person)).content.decode()

    assert "Groups you are in: 1" in html
    assert "Second steps when you sign in: 1" in html
    assert ("relationship" in html, "uthenticators" in html) == (False, False)


def test_what_stays_can_be_read_on_a_narrow_screen(client, person):
    """Each cell names its column, so that rows can stand as lists."""
    html = client.get(ADDRESS).content.decode()

    assert 'class="table table--stack"' in html
    assert 'data-label="How long"' in html


@pytest.mark.parametrize("message", ["account_unused", "copy_ready", "person_erased"])
@pytest.mark.parametrize("kind", ["text.txt", "html.html"])
def test_mail_goes_on_with_a_capital_after_the_greeting(message, kind):
    """The greeting ends with an exclamation mark in Norwegian."""
    with override("en"):
        said = render_to_string(f"privacy/mail/{message}/{kind}", {"erasure": Erasure(pk=1, at=AT), "erase_on": AT})

    assert re.search(r"Hello,(</p>)?\s+(<p[^>]*>)?[A-Z]", said)
