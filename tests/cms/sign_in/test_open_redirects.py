"""No door of the sign-in leads to a foreign address, whatever `next` says."""

import re
from urllib.parse import urlencode

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone

from cms.mail.models import OutboxMessage
from cms.sign_in.models import SignInLink
from tests.factories.invitations import make_invitation, newest_token
from tests.factories.people import PASSWORD, make_user

from .passkey_device import PasskeyDevice
from .test_passkeys import add_passkey, visitor
from .test_passkeys import sign_in as sign_in_with
from .test_set_up import code_of

pytestmark = pytest.mark.django_db
INGRID = "ingrid@example.org"
HERE = "/me/profile/"
# As browsers read them: backslashes are slashes, tabs and line ends are nothing, white space before is cut off.
FOREIGN = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/%2e%2e",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "//evil.example\n",
    "https:evil.example",
    "https:///evil.example",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "//evil.example\\@testserver/",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "JavaScript:alert(1)//testserver",
    "data:text/html,<script>alert(1)</script>",
    "ftp://testserver/",
]
# One of each sort at every door, all of them at the first.
everywhere_foreign = pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)


@pytest.fixture
def ingrid():
    return make_user(email=INGRID)


def signed_in(client):
    return get_user(client).is_authenticated


def led_on(page):
    """Links and forms of the page that leave it for the foreign address; our own doors look at what they are handed."""
    leads = re.findall(r'(?:href|action)="([^"]*)"', page.content.decode())
    return [one for one in leads if "evil" in one and not one.startswith(("/accounts/", "/language/"))]


def password(client, target, _committing=None):
    return client.post("/accounts/login/", {"login": INGRID, "password": PASSWORD, "next": target})


def password_by_address(client, target, _committing):
    address = "/accounts/login/?" + urlencode({"next": target})
    assert led_on(client.get(address)) == []
    return client.post(address, {"login": INGRID, "password": PASSWORD})


def link(client, target, committing):
    with committing(execute=True):
        Client().post("/accounts/link/?" + urlencode({"next": target}), {"email": INGRID, "next": target})
    return client.post(address_in_mail())


def address_in_mail():
    text = OutboxMessage.objects.filter(kind="sign_in.link").latest("pk").text
    return "/accounts/link/" + text.split("/accounts/link/")[1].split()[0]


@pytest.mark.parametrize("target", FOREIGN)
def test_password_leads_home(client, ingrid, target):
    assert (password(client, target).url, signed_in(client)) == ("/me/", True)


@everywhere_foreign
@pytest.mark.parametrize("door", [password_by_address, link])
def test_signing_in_leads_home(client, ingrid, django_capture_on_commit_callbacks, door, target):
    response = door(client, target, django_capture_on_commit_callbacks)

    assert (response.url, signed_in(client)) == ("/me/", True)


@pytest.mark.parametrize("door", [password, password_by_address, link])
def test_signing_in_leads_on_to_an_address_of_ours(client, ingrid, django_capture_on_commit_callbacks, door):
    assert door(client, HERE, django_capture_on_commit_callbacks).url == HERE


@everywhere_foreign
def test_link_does_not_trust_what_stands_in_the_database(client, ingrid, django_capture_on_commit_callbacks, target):
    with django_capture_on_commit_callbacks(execute=True):
        Client().post("/accounts/link/", {"email": INGRID, "next": HERE})
    SignInLink.objects.update(next_url=target)

    assert client.post(address_in_mail()).url == "/me/"


@everywhere_foreign
def test_second_step_leads_home(client, ingrid, target):
    secret = generate_totp_secret()
    TOTP.activate(ingrid, secret)
    password(client, target)

    response = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret), "next": target})

    assert (response.url, signed_in(client)) == ("/me/", True)


@everywhere_foreign
def test_showing_oneself_again_leads_home(client, ingrid, target):
    password(client, "")

    response = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": target})

    assert response.url == "/me/"


@everywhere_foreign
def test_signing_out_leads_to_the_front(client, ingrid, target):
    password(client, "")

    assert led_on(client.get("/accounts/logout/?" + urlencode({"next": target}))) == []
    assert client.post("/accounts/logout/", {"next": target}).url == "/"
    assert client.get("/accounts/logout/?" + urlencode({"next": target})).url == "/"


@everywhere_foreign
@pytest.mark.parametrize("page", ["login", "link", "signup"])
def test_who_is_signed_in_already_is_led_home(client, ingrid, page, target):
    password(client, "")

    assert client.get(f"/accounts/{page}/?" + urlencode({"next": target})).url == "/me/"


@everywhere_foreign
def test_signing_up_and_confirming_leads_home(client, target):
    data = {"name": "Kari", "email": "kari@example.org", "password1": "granfrost-2027", "password2": "granfrost-2027"}
    client.post("/accounts/signup/?" + urlencode({"next": target}), data | {"next": target})
    confirmation = OutboxMessage.objects.get().text.split("testserver")[1].split()[0]

    response = client.post(confirmation + "?" + urlencode({"next": target}), {"next": target})

    assert (response.url, signed_in(client)) == ("/me/", True)


@everywhere_foreign
def test_forgotten_password_leads_to_our_own_page(client, ingrid, target):
    response = client.post("/accounts/password/reset/", {"email": INGRID, "next": target})

    assert response.url.split("?")[0] == "/accounts/password/reset/done/"
    assert "evil" not in response.url
    assert "evil" not in OutboxMessage.objects.get().text


@everywhere_foreign
def test_door_of_the_admin_leads_home(client, ingrid, target):
    asked = client.get("/admin/login/?" + urlencode({"next": target})).url

    response = client.post(asked, {"login": INGRID, "password": PASSWORD})

    assert response.url == "/me/"


@everywhere_foreign
def test_accepting_an_invitation_leads_to_my_day(client, target):
    make_invitation(INGRID, at=timezone.now())
    data = {"name": "Ingrid", "password1": "snøfonn-2028-lang", "password2": "snøfonn-2028-lang", "next": target}

    response = client.post(f"/invitation/{newest_token(INGRID)}/?" + urlencode({"next": target}), data)

    assert (response.url, signed_in(client)) == ("/me/", True)


@everywhere_foreign
def test_choosing_a_language_leads_to_the_front(client, target):
    assert client.get("/language/sv/?" + urlencode({"next": target})).url == "/"


# --- Passkeys and other houses ----------------------------------------------------------------------


@everywhere_foreign
def test_passkey_leads_home(settings, ingrid, target):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    device = PasskeyDevice()
    add_passkey(ingrid, device)

    assert sign_in_with(visitor(), device, next=target).url == "/me/"


@everywhere_foreign
@pytest.mark.parametrize("way", ["address", "form"])
def test_other_house_leads_home(client, ingrid, issuer, set_up, way, target):
    SocialAccount.objects.create(user=ingrid, provider="house", uid="person-1")
    query, form = ("?" + urlencode({"next": target}), {}) if way == "address" else ("", {"next": target})

    address = client.post("/accounts/oidc/house/login/" + query, form).context["url"]
    back = client.get(issuer.authorise(address) + "&" + urlencode({"next": target}))

    assert address.startswith(issuer.url)
    assert (back.url, signed_in(client)) == ("/me/", True)


def test_other_house_leads_on_to_an_address_of_ours(client, ingrid, issuer, set_up):
    SocialAccount.objects.create(user=ingrid, provider="house", uid="person-1")

    address = client.post("/accounts/oidc/house/login/?" + urlencode({"next": HERE})).context["url"]

    assert client.get(issuer.authorise(address)).url == HERE
