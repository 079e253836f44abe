"""What a reader meets when something is not there, not theirs, or broken: a page of ours, in their language."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import path
from wagtail.models import PageViewRestriction

from cms import urls as real
from cms.centre import CENTRE_KEY
from cms.models import StandardPage
from tests.factories.pages import below, make_home
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

LANGUAGES = ["nb", "nn", "sv", "en"]


def breaks(request):
    raise ZeroDivisionError("SECRET_KEY of the database")


def refuses(request):
    raise PermissionDenied("SECRET reason")


def suspects(request):
    raise SuspiciousOperation("SECRET suspicion")


urlpatterns = [
    path("learn/breaks/", breaks),
    path("learn/refuses/", refuses),
    path("learn/suspects/", suspects),
    *real.urlpatterns,
]
handler500 = real.handler500
BROKEN = {"breaks": 500, "refuses": 403, "suspects": 400}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", BROKEN)
def test_error_page_is_ours_in_the_readers_language_and_tells_nothing(kind, language):
    client = Client(raise_request_exception=False, headers={"accept-language": language})

    response = client.get(f"/learn/{kind}/")

    html = response.content.decode()
    assert response.status_code == BROKEN[kind]
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1
    for leak in ("SECRET", "ZeroDivisionError", "Traceback", "cms/settings"):
        assert leak not in html


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("known", "name"), [({"name": "Beredskapsskolen"}, "Beredskapsskolen"), (None, "Samvirke")])
def test_error_page_bears_the_name_that_is_at_hand(known, name, django_assert_num_queries):
    cache.set(CENTRE_KEY, known)

    with django_assert_num_queries(0):
        html = Client(raise_request_exception=False).get("/learn/breaks/").content.decode()

    assert f"<span>{name}</span>" in html
    cache.delete(CENTRE_KEY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["finnes-ikke/", "search/finnes-ikke/", "a/b/c/"])
def test_address_that_is_not_there_is_404_in_the_addresses_language(client, language, address):
    make_home(language)

    response = client.get(f"/{language}/{address}")

    assert (response.status_code, f'<html lang="{language}"' in response.content.decode()) == (404, True)


@pytest.mark.parametrize("address", ["/finnes-ikke/", "/wp-admin.php", "/.env", "/nb/../../etc"])
def test_address_without_language_is_404_too(client, address):
    make_home()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_without_its_token_is_answered_in_the_readers_language(language):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": language})

    response = client.post("/accounts/login/", {})

    assert (response.status_code, f'<html lang="{language}"' in response.content.decode()) == (403, True)


def test_error_page_works_without_a_database_and_without_a_site(client):
    assert client.get("/nb/finnes-ikke/").status_code == 404


def test_restricted_page_asks_to_sign_in(client):
    page = below(make_home(), StandardPage(title="Styret", slug="styret"))
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert client.get(page.url).url == f"/accounts/login/?next={page.url}"

    client.force_login(make_user())
    assert client.get(page.url).status_code == 200
