"""A session that a stranger has planted in somebody's browser never becomes that person's, whichever door they take."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.people.models import User
from tests.factories.invitations import make_invitation, newest_token
from tests.factories.people import PASSWORD, make_user

from .passkey_device import PasskeyDevice
from .test_open_redirects import address_in_mail
from .test_passkeys import add_passkey, visitor
from .test_passkeys import sign_in as sign_in_with
from .test_set_up import code_of

pytestmark = pytest.mark.django_db
INGRID = "ingrid@example.org"
NEW = {"name": "Ingrid", "password1": "snøfonn-2028-lang", "password2": "snøfonn-2028-lang"}


def plant(client):
    """A session the stranger knows the key of."""
    session = SessionStore()
    session["planted"] = True
    session.create()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
    return session.session_key


def opens(key):
    """Whether the stranger, coming with that key, is somebody."""
    stranger = Client()
    stranger.cookies[django_settings.SESSION_COOKIE_NAME] = key
    return get_user(stranger).is_authenticated


def by_password(client):
    client.post("/accounts/login/", {"login": INGRID, "password": PASSWORD})


def by_link(client):
    client.post(address_in_mail())


def by_second_step(client):
    secret = generate_totp_secret()
    TOTP.activate(User.objects.get(email=INGRID), secret)
    by_password(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})


@pytest.mark.parametrize("door", [by_password, by_link, by_second_step])
def test_planted_session_opens_nothing(client, django_capture_on_commit_callbacks, door):
    make_user(email=INGRID)
    with django_capture_on_commit_callbacks(execute=True):
        Client().post("/accounts/link/", {"email": INGRID})
    planted = plant(client)

    door(client)

    assert get_user(client).is_authenticated
    assert client.session.session_key != planted
    assert not opens(planted)


def test_planted_session_opens_nothing_after_a_passkey(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    device, client = PasskeyDevice(), visitor()
    add_passkey(make_user(), device)
    planted = plant(client)

    sign_in_with(client, device)

    assert get_user(client).is_authenticated
    assert client.session.session_key != planted
    assert not opens(planted)


def test_planted_session_opens_nothing_after_another_house(client, issuer, set_up):
    SocialAccount.objects.create(user=make_user(), provider="house", uid="person-1")
    planted = plant(client)

    client.get(issuer.authorise(client.post("/accounts/oidc/house/login/").context["url"]))

    assert get_user(client).is_authenticated
    assert client.session.session_key != planted
    assert not opens(planted)


def test_planted_session_opens_nothing_after_signing_up(client):
    planted = plant(client)

    client.post("/accounts/signup/", NEW | {"email": INGRID})
    client.post(OutboxMessage.objects.get().text.split("testserver")[1].split()[0])

    assert get_user(client).is_authenticated
    assert not opens(planted)


def test_planted_session_opens_nothing_after_an_invitation(client):
    make_invitation(INGRID, at=timezone.now())
    planted = plant(client)

    client.post(f"/invitation/{newest_token(INGRID)}/", NEW)

    assert get_user(client).is_authenticated
    assert not opens(planted)


def test_session_of_before_opens_nothing_after_signing_out(client):
    make_user(email=INGRID)
    by_password(client)
    before = client.session.session_key
    assert opens(before)

    client.post("/accounts/logout/")

    assert not opens(before)


def test_sessions_of_two_people_in_one_browser_do_not_mix(client):
    make_user(email=INGRID)
    kari = make_user()
    client.force_login(kari)
    session = client.session
    session["kept"] = "what Kari was doing"
    session.save()
    before = session.session_key
    client.post("/accounts/logout/")

    by_password(client)

    assert "kept" not in client.session
    assert not opens(before)
