"""Helping somebody who has lost what they show as a second step, in the admin."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from cms.people.roles import AUDITOR, COORDINATOR
from tests.factories.people import make_admin, make_holder_of, make_user

pytestmark = pytest.mark.django_db


def address(person):
    return f"/admin/sign-in/{person.pk}/second-step/"


@pytest.fixture
def lost():
    person = make_holder_of(COORDINATOR, email="vilde@example.org")
    TOTP.activate(person, generate_totp_secret())
    return person


def test_administrator_reads_what_goes_and_removes_it(client, lost):
    client.force_login(make_admin())

    page = client.get(address(lost)).content.decode()
    assert "vilde@example.org" in page
    assert Authenticator.objects.exists()

    assert client.post(address(lost)).url == "/admin/users/"
    assert not Authenticator.objects.exists()


def test_pressing_twice_is_said(client, lost):
    client.force_login(make_admin())
    client.post(address(lost))

    page = client.post(address(lost), follow=True)

    assert len(list(page.context["messages"])) == 2
    assert "<form method" not in client.get(address(lost)).content.decode()


@pytest.mark.parametrize("role", [COORDINATOR, AUDITOR])
def test_nobody_else_may(client, lost, role):
    client.force_login(make_holder_of(role))

    client.post(address(lost))

    assert Authenticator.objects.exists()


def test_administrators_own_is_removed_where_they_show_who_they_are(client):
    admin = make_admin()
    TOTP.activate(admin, generate_totp_secret())
    client.force_login(admin)

    client.post(address(admin))

    assert Authenticator.objects.exists()


def test_list_of_people_leads_there(client):
    person, admin = make_user(), make_admin()
    client.force_login(admin)

    page = client.get("/admin/users/").content.decode()

    assert (address(person) in page, address(admin) in page) == (True, False)


# --- Wagtail's own settings of a person -------------------------------------------------------------


def test_wagtails_page_changes_neither_address_nor_password(client):
    admin = make_admin(email="astrid@example.org")
    client.force_login(admin)
    before = admin.password

    page = client.get("/admin/account/").content.decode()
    values = {"name_email-email": "evil@example.org", "name_email-first_name": "A", "name_email-last_name": "B"}
    values |= {"password-old_password": "granfrost-2027", "password-new_password1": "x", "password-new_password2": "x"}
    client.post("/admin/account/", values)

    admin.refresh_from_db()
    assert (admin.email, admin.password) == ("astrid@example.org", before)
    for field in ("name_email", "password-old_password"):
        assert field not in page
    assert 'href="/me/security/"' in page


def test_wagtails_way_to_a_new_password_is_shut(client):
    make_admin(email="astrid@example.org")

    assert client.get("/admin/password_reset/").status_code == 404
    assert client.post("/admin/password_reset/", {"email": "astrid@example.org"}).status_code == 404
