"""The headers that every answer carries, for the site and for the admin."""

import pytest
from django.test import Client

from tests.factories.pages import make_course_page, make_home
from tests.factories.people import PASSWORD, make_admin

pytestmark = pytest.mark.django_db

SITE_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
ADMIN_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "media-src 'self' blob:"
)


@pytest.mark.parametrize(
    "address", ["/nb/", "/nb/search/", "/nb/finnes-ikke/", "/", "/accounts/login/", "/me/", "/healthz", "/sitemap.xml"]
)
def test_site_allows_only_what_is_its_own(client, address):
    make_home()

    response = client.get(address)

    assert response["Content-Security-Policy"] == SITE_POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/nb/", "/nb/kurs/", "/nb/search/?q=plan", "/accounts/login/", "/nb/finnes-ikke/"])
def test_pages_hold_no_inline_script_or_style(client, address):
    make_course_page()

    html = client.get(address).content.decode()

    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html
    for script in html.split("<script")[1:]:
        opening = script.split(">")[0]
        assert " src=" in opening or ' type="application/json"' in opening  # data, which runs nowhere


def test_admin_has_a_policy_of_its_own(client):
    client.force_login(make_admin())

    response = client.get("/admin/")

    assert (response.status_code, response["Content-Security-Policy"]) == (200, ADMIN_POLICY)


@pytest.mark.parametrize("address", ["/administrasjon/", "/nb/admin/", "/admin"])
def test_addresses_that_look_like_the_admin_have_the_strict_policy(client, address):
    make_home()

    assert client.get(address)["Content-Security-Policy"] == SITE_POLICY


def test_visitor_gets_no_cookie_from_reading(client):
    make_course_page()

    for address in ("/", "/nb/", "/nb/kurs/", "/nb/search/?q=plan"):
        assert not client.get(address).cookies


def test_session_and_language_cookies_are_careful(client):
    user = make_admin()
    session = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}).cookies["sessionid"]
    language = client.get("/language/sv/").cookies["django_language"]

    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert language["samesite"] == "Lax"


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"])
def test_forged_form_is_refused(address):
    client = Client(enforce_csrf_checks=True)

    assert client.post(address, {"email": "x@example.org"}).status_code == 403
