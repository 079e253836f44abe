"""Setting up a second step: who is asked to show once more who they are, the app, its codes, and what is kept."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.factories.people import PASSWORD, make_admin, make_user

pytestmark = pytest.mark.django_db
PERIOD = 30
APP = "/accounts/2fa/totp/activate/"
DOORS = [APP, "/accounts/2fa/webauthn/add/"]


def code_of(secret, *, earlier=0):
    """What the app on the phone shows now, or so many half minutes earlier."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD - earlier))


def sign_in(user, client=None):
    client = client or Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def set_up_app(client):
    """Set the app up as a person does; return its secret and the answer."""
    secret = client.get(APP).context["form"].secret
    return secret, client.post(APP, {"code": code_of(secret)})


@pytest.mark.parametrize("address", DOORS)
def test_who_has_just_written_the_password_is_not_asked_again(address):
    assert sign_in(make_user()).get(address).status_code == 200


@pytest.mark.parametrize("address", DOORS)
def test_who_has_been_here_longer_writes_it_once_more(address):
    client = sign_in(make_user())

    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.get(address).url.startswith("/accounts/reauthenticate/")
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        assert client.get(address).status_code == 200


def test_session_that_was_not_signed_in_with_a_password_is_asked_for_it():
    client = Client()
    client.force_login(make_user())

    assert client.get(APP).url.startswith("/accounts/reauthenticate/")


def test_writing_the_password_signs_nobody_out_when_its_hash_is_made_stronger(settings):
    """As after an upgrade of Django, which counts more rounds each time."""
    settings.PASSWORD_HASHERS = [*settings.PASSWORD_HASHERS, "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    user = make_user()
    user.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1)
    user.save()
    client = Client()
    client.force_login(user)

    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    user.refresh_from_db()
    assert not user.password.startswith("pbkdf2")
    assert get_user(client) == user
    assert client.get(APP).status_code == 200


def test_writing_a_wrong_password_changes_nothing():
    client = Client()
    client.force_login(make_user())

    page = client.post("/accounts/reauthenticate/", {"password": "feil"})

    assert page.context["form"].errors
    assert client.get(APP).url.startswith("/accounts/reauthenticate/")


def test_addresses_and_erasure_ask_always():
    client = sign_in(make_user())

    assert client.get("/me/privacy/erase/").url.startswith("/accounts/reauthenticate/")
    assert client.post("/accounts/email/", {"action_add": "", "email": "ny@example.org"}).url.startswith(
        "/accounts/reauthenticate/"
    )


def test_app_is_set_up_and_asked_for_from_then_on():
    user = make_user()
    secret, response = set_up_app(sign_in(user))
    assert response.url == "/accounts/2fa/recovery-codes/"

    client = Client()
    page = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, "next": "/me/profile/"})
    assert (page.url, get_user(client).is_authenticated) == ("/accounts/2fa/authenticate/", False)
    before = client.session.session_key

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        response = client.post(page.url, {"code": code_of(secret)})

    assert (response.url, get_user(client)) == ("/me/profile/", user)
    assert client.session.session_key != before


def test_key_is_shown_in_groups_that_one_can_type():
    page = sign_in(make_user()).get(APP)

    assert re.search(r"<code>(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}</code>", page.content.decode())
    assert page.context["form"].secret in page.content.decode().replace(" ", "")


@pytest.mark.parametrize(("second", "earlier", "taken"), [(0, 0, True), (29, 0, True), (0, 1, True), (0, 2, False)])
def test_code_is_taken_at_either_end_of_its_half_minute_and_one_later(second, earlier, taken):
    start = datetime(2027, 3, 1, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        user = make_user()
        secret, _ = set_up_app(sign_in(user))

    with time_machine.travel(start + timedelta(minutes=2, seconds=second), tick=False):
        client = sign_in(user)
        client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, earlier=earlier)})

    assert get_user(client).is_authenticated == taken


def test_code_works_once():
    user = make_user()
    secret, _ = set_up_app(sign_in(user))
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        code = code_of(secret)
        first, second = Client(), Client()
        for client in (first, second):
            sign_in(user, client)
            client.post("/accounts/2fa/authenticate/", {"code": code})

    assert (get_user(first).is_authenticated, get_user(second).is_authenticated) == (True, False)


def test_guessing_codes_stops_after_five():
    user = make_user()
    secret, _ = set_up_app(sign_in(user))
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        for _ in range(5):
            sign_in(user, client := Client())
            client.post("/accounts/2fa/authenticate/", {"code": "000000"})
        client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert not get_user(client).is_authenticated


def test_recovery_code_signs_in_once():
    user = make_user()
    client = sign_in(user)
    set_up_app(client)
    code = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"][0]

    entered = []
    for _ in range(2):
        sign_in(user, other := Client())
        other.post("/accounts/2fa/authenticate/", {"code": code})
        entered.append(get_user(other).is_authenticated)

    assert entered == [True, False]


def test_database_holds_no_secret_in_the_clear():
    client = sign_in(make_user())
    secret, _ = set_up_app(client)
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]

    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = str(cursor.fetchall())
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_secrets_are_read_after_the_key_was_changed(settings):
    user = make_user()
    secret, _ = set_up_app(sign_in(user))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key-" + "0" * 40

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        client = sign_in(user)
        client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert get_user(client) == user


def test_staff_are_led_to_the_set_up_and_get_to_the_admin(settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    client = sign_in(make_admin())
    assert client.get("/admin/").url == "/accounts/2fa/"

    _, response = set_up_app(client)
    codes = client.get(response.url).content.decode()
    choices = client.get("/accounts/2fa/").content.decode()

    assert 'href="/accounts/2fa/"' in codes
    assert 'href="/admin/"' in choices
    assert client.get("/admin/").status_code == 200


def test_turning_the_app_off_takes_the_recovery_codes_too_and_shuts_the_admin(settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    client = sign_in(make_admin())
    set_up_app(client)

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert client.get("/admin/").url == "/accounts/2fa/"
