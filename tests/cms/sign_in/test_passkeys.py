"""Passkeys: added, signed in with, refused; and whatever a stranger may send in place of one."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.test import Client

from cms.mail.models import OutboxMessage
from tests.factories.people import PASSWORD, make_admin, make_user

from .passkey_device import HOST, PasskeyDevice

pytestmark = pytest.mark.django_db
LOGIN, ADD = "/accounts/2fa/webauthn/login/", "/accounts/2fa/webauthn/add/"


@pytest.fixture(autouse=True)
def behind_a_proxy(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def visitor():
    """Somebody at an address where passkeys work: HTTPS and a host name."""
    return Client(headers={"host": HOST, "x-forwarded-proto": "https"})


def add_passkey(user, device, **form):
    client = visitor()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    options = client.get(ADD).context["js_data"]["creation_options"]
    response = client.post(ADD, {"credential": json.dumps(device.register(options)), "passwordless": "on", **form})
    return client, response


def sign_in(client, device, **form):
    options = client.get(LOGIN, headers={"x-requested-with": "XMLHttpRequest"}).json()["request_options"]
    return client.post(LOGIN, {"credential": json.dumps(device.sign_in(options)), **form})


@pytest.fixture
def ingrid():
    return make_user(email="ingrid@example.org")


@pytest.fixture
def device(ingrid):
    device = PasskeyDevice()
    add_passkey(ingrid, device)
    return device


def test_passkey_is_added_named_and_told_of(ingrid):
    client, response = add_passkey(ingrid, PasskeyDevice(), name="")

    assert response.url == "/accounts/2fa/recovery-codes/"
    assert sorted(Authenticator.objects.values_list("type", flat=True)) == ["recovery_codes", "webauthn"]
    assert Authenticator.objects.get(type="webauthn").wrap().name.endswith(" 1")
    assert client.get("/accounts/2fa/webauthn/").status_code == 200
    assert "mfa/email/webauthn_added" in OutboxMessage.objects.values_list("kind", flat=True)


def test_passkey_signs_in_alone_and_changes_the_session(ingrid, device):
    client = visitor()
    client.get(LOGIN, headers={"x-requested-with": "XMLHttpRequest"})
    before = client.session.session_key

    response = sign_in(client, device)

    assert (response.url, get_user(client)) == ("/me/", ingrid)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_passkey_leads_on_to_where_the_person_was_going(device):
    assert sign_in(visitor(), device, next="/me/profile/").url == "/me/profile/"


def test_passkey_opens_the_admin(settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    device = PasskeyDevice()
    add_passkey(make_admin(), device)
    client = visitor()

    sign_in(client, device)

    assert client.get("/admin/").status_code == 200


def test_passkey_is_the_second_step_after_a_password(ingrid, device):
    client = visitor()
    page = client.post("/accounts/login/", {"login": ingrid.email, "password": PASSWORD}, follow=True)
    assert not get_user(client).is_authenticated
    before = client.session.session_key

    options = page.context["js_data"]["request_options"]
    client.post("/accounts/2fa/authenticate/", {"credential": json.dumps(device.sign_in(options))})

    assert get_user(client) == ingrid
    assert client.session.session_key != before


def test_answer_to_an_old_question_signs_nobody_in(device):
    client = visitor()
    options = client.get(LOGIN, headers={"x-requested-with": "XMLHttpRequest"}).json()["request_options"]
    old = json.dumps(device.sign_in(options))
    client.post(LOGIN, {"credential": old})
    client.post("/accounts/logout/")

    client.post(LOGIN, {"credential": old})

    assert not get_user(client).is_authenticated


def test_answer_overheard_in_another_browser_signs_nobody_in(device):
    options = visitor().get(LOGIN, headers={"x-requested-with": "XMLHttpRequest"}).json()["request_options"]
    client = visitor()
    client.get(LOGIN, headers={"x-requested-with": "XMLHttpRequest"})

    client.post(LOGIN, {"credential": json.dumps(device.sign_in(options))})

    assert not get_user(client).is_authenticated


def test_answer_given_on_another_site_signs_nobody_in(device):
    device.origin = "https://samvirke.example.org.evil.example"
    client = visitor()

    sign_in(client, device)

    assert not get_user(client).is_authenticated


def test_key_that_did_not_ask_for_finger_or_pin_is_no_sign_in_by_itself(device):
    device.knows_its_person = False
    client = visitor()

    sign_in(client, device)

    assert not get_user(client).is_authenticated


def test_key_of_somebody_else_signs_nobody_in(device):
    other = PasskeyDevice()
    add_passkey(make_user(), other)
    device.person = other.person
    client = visitor()

    sign_in(client, device)

    assert not get_user(client).is_authenticated


def test_closed_account_is_not_opened(ingrid, device):
    ingrid.is_active = False
    ingrid.save()
    client = visitor()

    sign_in(client, device)

    assert not get_user(client).is_authenticated


@pytest.mark.parametrize(
    "sent",
    [
        *("", "x", "[]", "{}", "null", "1", '"x"', '{"response": []}', '{"response": {"userHandle": 1}}'),
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "' + "e" * 2000 + '"}}',
    ],
)
def test_whatever_is_sent_in_place_of_a_passkey_is_refused_in_peace(ingrid, device, sent):
    client = visitor()
    client.get(LOGIN, headers={"x-requested-with": "XMLHttpRequest"})
    assert client.post(LOGIN, {"credential": sent}).status_code in (200, 302)

    client.post("/accounts/login/", {"login": ingrid.email, "password": PASSWORD})
    assert client.post("/accounts/2fa/authenticate/", {"credential": sent}).status_code == 200
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("sent", ["", "x", "[]", "{}", "null", "1", '"x"', '{"response": []}', '{"response": {}}'])
def test_whatever_is_sent_in_place_of_a_new_passkey_is_refused_in_peace(ingrid, sent):
    client = visitor()
    client.post("/accounts/login/", {"login": ingrid.email, "password": PASSWORD})
    client.get(ADD)

    response = client.post(ADD, {"credential": sent, "passwordless": "on"})

    assert (response.status_code, Authenticator.objects.exists()) == (200, False)


def test_page_that_asks_for_a_passkey_tells_nothing_about_addresses(device):
    """It is asked before an address is written, and shows no key of anybody's."""
    options = visitor().get(LOGIN, headers={"x-requested-with": "XMLHttpRequest"}).json()["request_options"]

    assert "allowCredentials" not in options["publicKey"] or not options["publicKey"]["allowCredentials"]
