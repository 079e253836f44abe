"""What a page says of itself to search engines, and to chats where somebody pastes its address."""

import contextlib

import pytest
from bs4 import BeautifulSoup

from cms.models import StandardPage
from tests.factories.media import make_image
from tests.factories.pages import below, make_course_page, make_home, translate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def public_address(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://skolen.example.org"


@pytest.fixture
def page():
    return below(make_home(), StandardPage(title="Om oss", slug="om-oss", lead='Vi øver "sammen" & lærer <mer>.'))


def head_of(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser").head


def told(head):
    return {tag["property"].removeprefix("og:"): tag["content"] for tag in head.select("meta[property^='og:']")}


def test_page_tells_title_words_and_address_as_they_are(client, page):
    assert told(head_of(client, "/nb/om-oss/")) == {
        "type": "website",
        "site_name": "Samvirke",
        "locale": "nb_NO",
        "url": "https://skolen.example.org/nb/om-oss/",
        "title": "Om oss",
        "description": 'Vi øver "sammen" & lærer <mer>.',
    }


def test_what_editors_wrote_for_search_engines_comes_first(client, page):
    page.seo_title, page.search_description = "Hvem vi er", "Skolen for beredskap"
    page.save()

    about = told(head_of(client, "/nb/om-oss/"))

    assert (about["title"], about["description"]) == ("Hvem vi er", "Skolen for beredskap")


def test_one_page_has_one_address_however_it_is_narrowed_down(client, page):
    head = head_of(client, "/nb/om-oss/?utm_source=facebook")

    assert head.find("link", rel="canonical")["href"] == "https://skolen.example.org/nb/om-oss/"


def test_translations_tell_of_each_other_and_themselves(client, page):
    translate(page, "sv")
    wanted = {
        "nb": "https://skolen.example.org/nb/om-oss/",
        "sv": "https://skolen.example.org/sv/om-oss/",
    }

    for url in ("/nb/om-oss/", "/sv/om-oss/"):
        links = head_of(client, url).find_all("link", rel="alternate", hreflang=True)
        assert {link["hreflang"]: link["href"] for link in links} == wanted


def test_page_in_one_language_tells_of_no_other(client, page):
    assert not head_of(client, "/nb/om-oss/").find_all("link", rel="alternate", hreflang=True)


def test_course_is_shown_with_its_picture(client):
    course = make_course_page(illustration=make_image())

    picture = told(head_of(client, course.url))["image"]

    assert picture.startswith("https://skolen.example.org/")
    with contextlib.closing(client.get(picture.removeprefix("https://skolen.example.org"))) as drawn:
        assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/png")


def test_addresses_that_are_no_pages_claim_nothing(client):
    head = head_of(client, "/verify/")

    assert told(head) == {}
    assert head.find("link", rel="canonical") is None
