from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.people.models import User
from cms.sign_in.models import SignInLink
from tests.factories.people import make_admin, make_user

pytestmark = pytest.mark.django_db
INGRID = "ingrid@example.org"


@pytest.fixture
def ask(django_capture_on_commit_callbacks):
    """Ask for a link as a visitor does, and return the address that stands in the mail."""

    def ask(email=INGRID, **more):
        with django_capture_on_commit_callbacks(execute=True):
            Client().post("/accounts/link/", {"email": email, **more})
        text = OutboxMessage.objects.filter(kind="sign_in.link").latest("pk").text
        return "/accounts/link/" + text.split("/accounts/link/")[1].split()[0]

    return ask


def test_opening_the_link_shows_a_button_and_uses_nothing_up(client, ask):
    make_user(email=INGRID)
    link = ask()

    for _ in range(3):
        page = client.get(link)
        assert (page.status_code, INGRID in page.content.decode()) == (200, True)
    assert client.head(link).status_code == 200

    assert not get_user(client).is_authenticated
    assert SignInLink.objects.get().used_at is None


def test_pressing_the_button_signs_in(client, ask):
    user = make_user(email=INGRID)

    response = client.post(ask())

    assert (response.url, get_user(client)) == ("/me/", user)


def test_link_used_before_says_so_and_offers_a_new_one(client, ask):
    make_user(email=INGRID)
    link = ask()
    client.post(link)

    for page in (Client().get(link), Client().post(link), Client().get("/accounts/link/made-up/")):
        assert page.status_code == 410
        assert 'href="/accounts/link/"' in page.content.decode()


def test_second_factor_is_asked_for_after_the_link(client, ask):
    user = make_user(email=INGRID)
    TOTP.activate(user, generate_totp_secret())

    response = client.post(ask())

    assert response.url == "/accounts/2fa/authenticate/"
    assert not get_user(client).is_authenticated


def test_link_confirms_the_address_it_was_sent_to(client, ask):
    make_user(email=INGRID, confirmed=False)

    client.post(ask())

    assert EmailAddress.objects.get().verified
    assert get_user(client).is_authenticated


def test_account_that_an_administrator_made_is_signed_in(client, ask):
    User.objects.create_user(INGRID, None, name="Ingrid Moen")

    assert client.post(ask()).url == "/me/"
    assert get_user(client).is_authenticated


def test_link_says_so_when_it_is_too_old(client, ask):
    make_user(email=INGRID)
    link = ask()

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        answers = [client.get(link).status_code, client.post(link).status_code]

    assert (answers, get_user(client).is_authenticated) == ([410, 410], False)


def test_newer_link_leaves_the_older_one_open(client, ask):
    """Mail overtakes mail: whichever the person opens first works."""
    make_user(email=INGRID)
    older, newer = ask(), ask()
    assert older != newer

    assert client.post(older).url == "/me/"
    client.post("/accounts/logout/")
    assert client.post(newer).url == "/me/"


def test_person_without_a_password_signs_in_by_link(client, ask):
    user = make_user(email=INGRID, password=None)

    client.post(ask())

    assert get_user(client) == user


def test_link_leads_on_to_where_the_person_was_going(client, ask):
    make_user(email=INGRID)

    assert client.post(ask(next="/me/profile/")).url == "/me/profile/"


def test_staff_start_in_the_admin(client, ask):
    make_admin(email=INGRID)

    assert client.post(ask()).url == "/admin/"


def test_session_key_changes_and_another_person_is_signed_out(client, ask):
    client.force_login(make_user())
    before = client.session.session_key
    ingrid = make_user(email=INGRID)

    client.post(ask())

    assert get_user(client) == ingrid
    assert client.session.session_key != before


def test_address_that_is_none_is_said_at_its_field(client):
    page = client.post("/accounts/link/", {"email": "ingen adresse"})

    assert (page.status_code, page.context["form"].errors.keys()) == (200, {"email"})
    assert "ingen adresse" in page.content.decode()
    assert not SignInLink.objects.exists()


def test_network_that_asks_too_often_is_told_to_wait(client):
    answers = [client.post("/accounts/link/", {"email": f"person{n}@example.org"}).status_code for n in range(21)]

    assert answers == [302] * 20 + [429]


def test_signed_in_people_need_no_link(client):
    client.force_login(make_user())

    assert client.get("/accounts/link/?next=/me/profile/").url == "/me/profile/"
