"""The whole way against a real OpenID provider in a process of its own: out, consent, back, in."""

import json
import os
import subprocess
import sys

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user

from cms.sign_in.oidc.configuration import read_providers
from tests.demo_site import free_port, wait_for
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.service]
START = "/accounts/oidc/mock/login/"


@pytest.fixture(scope="module")
def provider():
    """Its address. It demands a nonce."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    environment = os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1", "PYTHONWARNINGS": ""}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(lambda: answers(url), seconds=30)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def answers(url):
    try:
        return requests.get(url + "/.well-known/openid-configuration", timeout=2).ok
    except requests.ConnectionError:
        return False


@pytest.fixture
def set_up(provider, settings, tmp_path):
    def set_up(**more):
        entry = {"id": "mock", "name": "Mock", "issuer": provider, "client_id": "samvirke", "client_secret": "secret"}
        path = tmp_path / "oidc.json"
        path.write_text(json.dumps([entry | more]))
        settings.SOCIALACCOUNT_PROVIDERS = {"oidc": {"APPS": read_providers(path)}}

    set_up()
    return set_up


def consent(address, **form):
    """Open the provider's page and press its button; where it sends the browser."""
    page = requests.get(address, timeout=10)
    assert "Authorize Client" in page.text
    answer = requests.post(address, data=form, timeout=10, allow_redirects=False)
    return answer.headers["Location"].removeprefix("http://testserver")


def test_person_with_a_linked_account_signs_in(client, set_up):
    user = make_user()
    SocialAccount.objects.create(user=user, provider="mock", uid="person-1")

    back = consent(client.post(START).context["url"], sub="person-1")

    assert client.get(back).url == "/me/"
    assert get_user(client) == user
    assert SocialAccount.objects.get().extra_data == {"sub": "person-1"}


def test_trusted_provider_signs_in_by_verified_address(client, provider, set_up):
    set_up(trust_email=True)
    user = make_user(email="ingrid@example.org")
    claims = {"email": "ingrid@example.org", "email_verified": True, "name": "Ingrid Moen"}
    requests.put(f"{provider}/users/person-2", json=claims, timeout=10)

    client.get(consent(client.post(START).context["url"], sub="person-2"))

    assert get_user(client) == user


def test_person_who_says_no_there_is_not_signed_in(client, set_up):
    back = consent(client.post(START).context["url"], action="deny")

    assert "error=access_denied" in back
    assert not get_user(client).is_authenticated


def test_level_the_provider_does_not_give_signs_nobody_in(client, set_up):
    set_up(acr_values=["idporten-loa-high"])
    SocialAccount.objects.create(user=make_user(), provider="mock", uid="person-1")

    page = client.get(consent(client.post(START).context["url"], sub="person-1"))

    assert (page.status_code, get_user(client).is_authenticated) == (401, False)
