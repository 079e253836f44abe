"""Signing in with another house's account: every lie a provider or a stranger can tell on the way."""

import base64
import hashlib
import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import get_user
from django.test import Client

from cms.mail.models import OutboxMessage
from cms.people.models import User
from cms.sign_in.oidc.configuration import read_providers
from tests.factories.people import PASSWORD, make_user

from .fake_issuer import CLIENT, new_key, pem

pytestmark = pytest.mark.django_db
INGRID = "ingrid@example.org"
START, CALLBACK = "/accounts/oidc/house/login/", "/accounts/oidc/house/login/callback/"


def start(client, address=START, **form):
    return client.post(address, form).context["url"]


def come_back(client, issuer, address=START):
    return client.get(issuer.authorise(start(client, address)))


def signed_in(client):
    return get_user(client).is_authenticated


def make_linked(email=INGRID, **fields):
    user = make_user(email=email, **fields)
    SocialAccount.objects.create(user=user, provider="house", uid="person-1")
    return user


# --- On the way out ---------------------------------------------------------------------------------


def test_request_carries_state_nonce_pkce_and_level(client, issuer, set_up):
    set_up(acr_values=["substantial", "high"], scope=["openid"])

    issuer.authorise(start(client))

    asked = issuer.authorised
    assert (asked["response_type"], asked["scope"], asked["client_id"]) == ("code", "openid", CLIENT)
    assert (asked["acr_values"], asked["code_challenge_method"]) == ("substantial high", "S256")
    assert min(len(asked["state"]), len(asked["nonce"]), len(asked["code_challenge"])) >= 16
    assert asked["redirect_uri"] == f"http://testserver{CALLBACK}"


def test_request_of_the_browser_changes_neither_level_nor_scope(client, issuer, set_up):
    set_up(acr_values=["high"], scope=["openid"])

    issuer.authorise(start(client, START + "?auth_params=acr_values%3Dlow%26nonce%3Dx&scope=pid"))

    assert (issuer.authorised["acr_values"], issuer.authorised["scope"]) == ("high", "openid")
    assert issuer.authorised["nonce"] != "x"


def test_opening_the_address_asks_before_it_leaves(client, set_up):
    page = client.get(START)

    assert (page.status_code, "Other house" in page.content.decode()) == (200, True)


def test_without_a_file_there_is_no_provider(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"oidc": {"APPS": read_providers(None)}}

    assert client.post(START).status_code == 404
    assert client.get(CALLBACK).status_code == 404
    assert "oidc" not in client.get("/accounts/login/").content.decode()


def test_sign_in_page_offers_the_provider(client, set_up):
    assert f'action="{START}' in client.get("/accounts/login/").content.decode()


def test_provider_that_does_not_answer_is_said(client, issuer, set_up):
    issuer.discovery = {"issuer": "https://somebody-else.example"}

    assert client.post(START).status_code == 401


# --- On the way back --------------------------------------------------------------------------------


def test_linked_person_signs_in(client, issuer, set_up):
    user = make_linked()

    assert come_back(client, issuer).url == "/me/"
    assert get_user(client) == user


def test_code_is_exchanged_with_the_verifier_that_fits_the_challenge(client, issuer, set_up):
    make_linked()
    come_back(client, issuer)

    verifier = issuer.token_requests[0]["code_verifier"].encode()
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
    assert challenge == issuer.authorised["code_challenge"]


LIES = {
    "wrong nonce": {"nonce": "somebody-elses"},
    "no nonce": {"nonce": None},
    "lower level": {"acr": "low"},
    "no level": {"acr": None},
    "for another client": {"aud": "another"},
    "for another client too": {"aud": [CLIENT, "another"]},
    "authorised party is another": {"azp": "another"},
    "by another issuer": {"iss": "https://evil.example"},
    "expired": {"exp": 1_700_000_000},
    "no end": {"exp": None},
    "nobody": {"sub": None},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_id_token_that_lies_signs_nobody_in(client, issuer, set_up, lie):
    set_up(acr_values=["high"])
    make_linked()
    issuer.claims = lie

    page = come_back(client, issuer)

    assert (page.status_code, signed_in(client)) == (401, False)


def test_same_honest_token_does_sign_in_at_that_level(client, issuer, set_up):
    set_up(acr_values=["high"])
    make_linked()

    come_back(client, issuer)

    assert signed_in(client)
    assert SocialAccount.objects.get().extra_data == {"sub": "person-1", "acr": "high"}


def test_signature_by_another_key_signs_nobody_in(client, issuer, set_up):
    make_linked()
    issuer.sign_with = issuer.other_key

    assert (come_back(client, issuer).status_code, signed_in(client)) == (401, False)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_token_without_a_real_signature_signs_nobody_in(client, issuer, set_up, algorithm):
    make_linked()
    issuer.algorithm = algorithm

    assert (come_back(client, issuer).status_code, signed_in(client)) == (401, False)


def test_key_the_issuer_does_not_show_signs_nobody_in(client, issuer, set_up):
    make_linked()
    issuer.number = "key-2"

    assert (come_back(client, issuer).status_code, signed_in(client)) == (401, False)


def test_userinfo_about_somebody_else_signs_nobody_in(client, issuer, set_up):
    make_linked()
    issuer.userinfo = {"sub": "person-2"}

    assert (come_back(client, issuer).status_code, signed_in(client)) == (401, False)


@pytest.mark.parametrize("query", ["", "?code=code-1", "?code=code-1&state=forged", "?state=&code=x"])
def test_forged_state_signs_nobody_in(client, issuer, set_up, query):
    make_linked()
    start(client)

    assert (client.get(CALLBACK + query).status_code, signed_in(client)) == (401, False)
    assert issuer.token_requests == []


def test_state_of_another_browser_signs_nobody_in(client, issuer, set_up):
    make_linked()
    theirs = issuer.authorise(start(Client()))

    assert (client.get(theirs).status_code, signed_in(client)) == (401, False)


def test_answer_works_once(client, issuer, set_up):
    make_linked()
    answer = issuer.authorise(start(client))
    client.get(answer)
    client.post("/accounts/logout/")

    assert (client.get(answer).status_code, signed_in(client)) == (401, False)


def test_cancelling_there_is_said_here(client, issuer, set_up):
    state = issuer.authorise(start(client)).split("state=")[1]

    assert client.get(f"{CALLBACK}?error=access_denied&state={state}").url == "/accounts/linked/login/cancelled/"


def test_session_changes_when_a_person_signs_in(client, issuer, set_up):
    make_linked()
    answer = issuer.authorise(start(client))
    before = client.session.session_key

    client.get(answer)

    assert client.session.session_key != before


# --- Proving who we are -----------------------------------------------------------------------------


@pytest.fixture
def note(issuer, set_up, tmp_path):
    """Set up signing a note with our own key; the issuer knows its public half."""
    issuer.client_key = new_key()
    path = tmp_path / "client.pem"
    path.write_text(pem(issuer.client_key))
    set_up(private_key_file=str(path), key_id="ours", assertion_audience="issuer")


def test_signed_note_replaces_the_secret(client, issuer, note):
    make_linked()

    come_back(client, issuer)

    assert signed_in(client)
    assert "client_secret" not in issuer.token_requests[0]


def test_note_signed_with_another_key_is_refused_there_and_said_here(client, issuer, note):
    make_linked()
    issuer.client_key = new_key()

    assert (come_back(client, issuer).status_code, signed_in(client)) == (401, False)


# --- Whose account ----------------------------------------------------------------------------------


def test_verified_address_of_a_stranger_provider_takes_no_account_over(client, issuer, set_up):
    make_user(email=INGRID)
    issuer.userinfo = {"email": INGRID, "email_verified": True, "name": "Ingrid Moen"}

    come_back(client, issuer)

    assert not signed_in(client)
    assert not SocialAccount.objects.exists()
    assert OutboxMessage.objects.get().kind == "account/email/account_already_exists"


def test_trusted_provider_links_by_verified_address(client, issuer, set_up):
    set_up(trust_email=True)
    user = make_user(email=INGRID)
    issuer.userinfo = {"email": INGRID, "email_verified": True}

    come_back(client, issuer)

    assert get_user(client) == user
    assert SocialAccount.objects.get().user == user


def test_trusted_provider_shuts_out_a_stranger_who_signed_up_with_the_address(client, issuer, set_up):
    set_up(trust_email=True)
    user = make_user(email=INGRID, confirmed=False)
    issuer.userinfo = {"email": INGRID, "email_verified": True}

    assert come_back(client, issuer).url == "/accounts/confirm-email/"

    user.refresh_from_db()
    assert (signed_in(client), user.has_usable_password()) == (False, False)
    assert "account/email/email_confirmation" in OutboxMessage.objects.values_list("kind", flat=True)


def test_second_step_of_ours_is_asked_for_after_another_house(client, issuer, set_up):
    TOTP.activate(make_linked(), generate_totp_secret())

    assert come_back(client, issuer).url == "/accounts/2fa/authenticate/"
    assert not signed_in(client)


@pytest.mark.parametrize("verified", [False, None, "false", "true", 1])
def test_trusted_provider_links_no_address_it_has_not_verified(client, issuer, set_up, verified):
    set_up(trust_email=True)
    make_user(email=INGRID)
    issuer.userinfo = {"email": INGRID, "email_verified": verified}

    come_back(client, issuer)

    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


def test_person_links_after_signing_in(client, issuer, set_up):
    user = make_user(email=INGRID)
    client.post("/accounts/login/", {"login": INGRID, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    come_back(client, issuer, START + "?process=connect")

    assert SocialAccount.objects.get().user == user
    page = client.get("/accounts/linked/").content.decode()
    assert "Other house" in page


def test_linking_asks_for_the_password_first(client, issuer, set_up):
    make_user(email=INGRID)
    client.post("/accounts/login/", {"login": INGRID, "password": PASSWORD})

    response = come_back(client, issuer, START + "?process=connect")

    assert response.url.startswith("/accounts/reauthenticate/")
    assert not SocialAccount.objects.exists()


def test_new_person_confirms_the_address_by_our_own_mail(client, issuer, set_up):
    issuer.userinfo = {"email": "Kari@Example.org", "email_verified": True, "name": "Kari Ås", "pid": "01017012345"}

    response = come_back(client, issuer)

    assert response.url == "/accounts/confirm-email/"
    user = User.objects.get()
    assert (user.name, user.email, user.has_usable_password()) == ("Kari Ås", "kari@example.org", False)
    assert not EmailAddress.objects.get().verified
    assert not signed_in(client)


def test_provider_that_gives_no_name_or_address_leads_to_a_form(client, issuer, set_up):
    response = come_back(client, issuer)
    assert response.url == "/accounts/linked/signup/"

    page = client.post(response.url, {"name": "", "email": "ingen"})
    assert page.context["form"].errors.keys() == {"name", "email"}
    client.post(response.url, {"name": "Kari Ås", "email": "kari@example.org"})

    assert (User.objects.get().name, SocialAccount.objects.get().uid) == ("Kari Ås", "person-1")


def test_national_identity_number_and_tokens_are_kept_nowhere(client, issuer, set_up):
    issuer.claims = {"pid": "01017012345", "sub": "person-1"}
    issuer.userinfo = {"email": "kari@example.org", "name": "Kari Ås", "pid": "01017012345"}

    come_back(client, issuer)

    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data.keys() - {"acr"}) == ("person-1", {"sub"})
    assert not SocialToken.objects.exists()
    assert "01017012345" not in json.dumps(dict(client.session.items()), default=str)


def test_closed_account_is_not_opened(client, issuer, set_up):
    make_linked(is_active=False)

    come_back(client, issuer)

    assert not signed_in(client)
