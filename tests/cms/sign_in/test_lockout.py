"""Guessing stops, and nobody shuts anybody else out."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.sign_in.known_browsers import COOKIE
from tests.factories.people import PASSWORD, make_user

from .test_set_up import code_of

pytestmark = pytest.mark.django_db
INGRID = "ingrid@example.org"
STRANGERS, HOME, OFFICE = "203.0.113.7", "198.51.100.20", "192.0.2.44"


def sign_in(client, password=PASSWORD, email=INGRID, network=HOME):
    client.post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR=network)
    return get_user(client).is_authenticated


@pytest.fixture
def ingrid():
    return make_user(email=INGRID)


@pytest.fixture
def known_browser(ingrid):
    client = Client()
    assert sign_in(client)
    client.post("/accounts/logout/")
    assert COOKIE in client.cookies
    return client


def guess(times, *, network=STRANGERS, email=INGRID):
    for number in range(times):
        assert not sign_in(Client(), f"feil-{number}", email=email, network=network)


def test_guesser_is_stopped_after_five_tries(ingrid):
    guess(5)

    assert not sign_in(Client(), network=STRANGERS)


def test_guesser_who_tries_many_addresses_is_stopped_too(ingrid):
    for number in range(30):
        guess(1, email=f"person-{number}@example.org")

    assert not sign_in(Client(), network=STRANGERS)


def test_hundred_wrong_tries_elsewhere_leave_the_owner_alone(ingrid):
    guess(100)

    assert sign_in(Client(), network=OFFICE)


def test_wrong_tries_from_many_networks_leave_the_owner_alone(ingrid):
    for number in range(100):
        guess(1, network=f"203.0.113.{number}")

    assert sign_in(Client(), network=OFFICE)


def test_under_attack_a_strange_network_has_one_try(ingrid):
    for number in range(60):
        guess(1, network=f"203.0.113.{number}")
    guess(1, network=OFFICE)

    assert not sign_in(Client(), network=OFFICE)


def test_known_browser_opens_from_the_guessers_own_network(known_browser):
    guess(100)

    assert sign_in(known_browser, network=STRANGERS)


def test_known_browser_has_five_tries_itself(known_browser):
    for number in range(5):
        assert not sign_in(known_browser, f"feil-{number}")

    assert not sign_in(known_browser)


def test_browser_is_known_for_its_own_people_only(known_browser):
    make_user(email="kari@example.org")
    guess(5, email="kari@example.org")

    assert not sign_in(known_browser, email="kari@example.org", network=STRANGERS)


@pytest.mark.parametrize("forged", ["x", "WyJ4Il0:1uXyZ:abc", ""])
def test_forged_mark_makes_no_browser_known(ingrid, forged):
    guess(5)
    client = Client()
    client.cookies[COOKIE] = forged

    assert not sign_in(client, network=STRANGERS)


def test_right_password_does_not_reset_the_guessers_count(ingrid):
    make_user(email="evil@example.org")
    guess(4)
    assert sign_in(Client(), email="evil@example.org", network=STRANGERS)
    guess(1)

    assert not sign_in(Client(), network=STRANGERS)


def test_right_passwords_are_not_counted(ingrid):
    for _ in range(40):
        assert sign_in(Client(), network=OFFICE)


def test_owner_gets_in_by_mail_while_strangers_guess_and_ask(known_browser, django_capture_on_commit_callbacks):
    guess(100)
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(20):
            Client().post("/accounts/link/", {"email": INGRID}, REMOTE_ADDR=f"203.0.113.{number}")

    links = OutboxMessage.objects.filter(kind="sign_in.link")
    assert links.count() == 3
    client = Client()
    client.post(links[0].text.split("/accounts/link/")[1].split()[0].join(["/accounts/link/", ""]))
    assert get_user(client).is_authenticated


def test_network_is_told_by_the_trusted_proxy(ingrid, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(6):
        client = Client(headers={"x-forwarded-for": f"10.0.0.{number}, {STRANGERS}"})
        assert not sign_in(client, "feil", network="127.0.0.1")

    assert not sign_in(Client(headers={"x-forwarded-for": f"10.9.9.9, {STRANGERS}"}), network="127.0.0.1")
    assert sign_in(Client(headers={"x-forwarded-for": OFFICE}), network="127.0.0.1")


def test_neighbours_in_one_ipv6_network_are_one_network(ingrid):
    for number in range(5):
        guess(1, network=f"2001:db8:1:1::{number + 1}")

    assert not sign_in(Client(), network="2001:db8:1:1::99")
    assert sign_in(Client(), network="2001:db8:2:2::1")


# --- What else a stranger may ask for ---------------------------------------------------------------


def ask_for_new_password(times, *, network=STRANGERS):
    form = {"email": INGRID}
    return [Client().post("/accounts/password/reset/", form, REMOTE_ADDR=network).status_code for _ in range(times)]


def resets():
    return OutboxMessage.objects.filter(kind="account/email/password_reset_key")


def test_strangers_who_ask_for_new_passwords_keep_nobody_from_one(ingrid):
    ask_for_new_password(10)

    assert ask_for_new_password(1, network=HOME) == [302]
    address = Client().get(resets().last().text.split("testserver")[1].split()[0], follow=True)
    assert "password1" in address.content.decode()


def test_inbox_is_not_flooded_with_new_passwords(ingrid):
    for number in range(10):
        ask_for_new_password(1, network=f"203.0.113.{number}")
    assert resets().count() == 3

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        ask_for_new_password(1)
    assert resets().count() == 4


def test_inbox_is_not_flooded_by_signing_up_with_somebody_elses_address(ingrid):
    new = {"name": "x", "email": INGRID, "password1": "granfrost-2027", "password2": "granfrost-2027"}
    for number in range(10):
        Client().post("/accounts/signup/", new, REMOTE_ADDR=f"203.0.113.{number}")

    assert OutboxMessage.objects.count() == 1


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_network_that_asks_too_often_reads_why_in_its_language(ingrid, language):
    ask_for_new_password(20)

    page = Client(headers={"accept-language": language}).post(
        "/accounts/password/reset/", {"email": INGRID}, REMOTE_ADDR=STRANGERS
    )

    assert (page.status_code, f'<html lang="{language}"' in page.content.decode()) == (429, True)
    assert page.content.decode().count("<h1") == 1


def test_strangers_without_the_password_use_up_no_codes(ingrid):
    """The one limit that is held against the account. It needs the right password, so no stranger reaches it."""
    secret = generate_totp_secret()
    TOTP.activate(ingrid, secret)
    for _ in range(6):
        client = Client()
        client.post("/accounts/login/", {"login": INGRID, "password": "feil"}, REMOTE_ADDR=STRANGERS)
        client.post("/accounts/2fa/authenticate/", {"code": "000000"}, REMOTE_ADDR=STRANGERS)

    client = Client()
    client.post("/accounts/login/", {"login": INGRID, "password": PASSWORD}, REMOTE_ADDR=HOME)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}, REMOTE_ADDR=HOME)
    assert get_user(client).is_authenticated
