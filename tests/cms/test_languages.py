"""Which language a reader meets, and how they choose another."""

import pytest
from wagtail.models import Page, Site

from cms.models import HomePage, StandardPage
from tests.factories.pages import below, make_home, translate
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def homes(*languages):
    for language in languages:
        make_home(language)


def choices(response):
    return {choice["code"]: choice["url"] for choice in response.context["languages"]}


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_choice_is_remembered_for_a_year_and_leads_back(client, language):
    response = client.get(f"/language/{language}/", {"next": "/me/?a=1&b=æ"})

    assert (response.status_code, response.url) == (302, "/me/?a=1&b=%C3%A6")
    cookie = response.cookies["django_language"]
    assert (cookie.value, cookie["max-age"]) == (language, 365 * 24 * 3600)


@pytest.mark.parametrize("language", ["de", "no", "xx", "nb-NO", "EN"])
def test_language_that_is_not_ours_is_not_remembered(client, language):
    response = client.get(f"/language/{language}/", {"next": "/me/"})

    assert (response.url, dict(response.cookies)) == ("/me/", {})


FOREIGN = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "http:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "\thttps://evil.example",
    " //evil.example",
    "",
    "/\n/evil.example",
    "https://[::1",
]


@pytest.mark.parametrize("target", FOREIGN)
def test_choice_leads_to_no_foreign_address(client, target):
    response = client.get("/language/en/", {"next": target})

    assert (response.status_code, response.url) == (302, "/")


@pytest.mark.parametrize(
    ("asked", "home"),
    [
        ("sv", "/sv/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("nn-NO,nn;q=0.9,nb;q=0.8", "/nn/"),
        ("no,en;q=0.5", "/nb/"),
        ("nb-NO", "/nb/"),
        ("de,fr;q=0.8", "/nb/"),
        ("de,sv;q=0.8", "/sv/"),
        ("", "/nb/"),
        ("*", "/nb/"),
        ("x" * 600, "/nb/"),
    ],
)
def test_front_leads_to_the_language_the_browser_asks_for(client, asked, home):
    homes("nb", "nn", "sv", "en")

    response = client.get("/", headers={"accept-language": asked})

    assert (response.status_code, response.url) == (302, home)
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in response["Vary"].split(",")}


def test_front_leads_to_the_first_language_that_has_a_front_page(client):
    homes("nb")

    assert client.get("/", headers={"accept-language": "sv"}).url == "/nb/"


def test_front_of_an_empty_site_leads_to_the_admin(client):
    Site.objects.update(root_page=Page.get_first_root_node())
    HomePage.objects.get().delete()

    assert client.get("/").url == "/admin/"


def test_chosen_language_wins_over_persons_and_browsers(client):
    homes("nb", "nn", "sv", "en")
    client.force_login(make_user(language="nn"))
    assert client.get("/", headers={"accept-language": "en"}).url == "/nn/"

    client.get("/language/sv/")

    assert client.get("/", headers={"accept-language": "en"}).url == "/sv/"


def test_address_wins_over_everything(client):
    homes("nb", "sv")
    client.get("/language/nb/")

    response = client.get("/sv/", headers={"accept-language": "nb"})

    assert '<html lang="sv"' in response.content.decode()


def only_in_norwegian():
    homes("nb", "en")
    return below(make_home(), StandardPage(title="Om oss", slug="om-oss"))


def test_who_reads_in_another_language_than_the_browsers_goes_on_in_it(client):
    page = only_in_norwegian()
    translate(page, "en")

    client.get(page.url, headers={"accept-language": "en"})

    assert client.cookies["django_language"].value == "nb"


def test_page_without_a_choice_of_languages_changes_no_choice(client):
    page = only_in_norwegian()
    client.get("/language/en/")

    client.get(page.url)
    client.get(page.url)

    assert client.cookies["django_language"].value == "en"


def test_page_without_a_choice_of_languages_changes_nothing_for_who_has_one_of_their_own(client):
    page = only_in_norwegian()
    client.force_login(make_user(language="en"))

    client.get(page.url, headers={"accept-language": "en"})

    assert "django_language" not in client.cookies
    assert '<html lang="en"' in client.get("/me/").content.decode()


@pytest.mark.parametrize(
    ("came_from", "remembered"),
    [
        ("http://testserver/en/", False),
        ("http://testserver/me/", False),
        ("http://testserver/nb/", True),
        ("https://other.example/en/", True),
        ("", True),
        ("http://[", True),
    ],
)
def test_who_comes_from_an_english_page_of_ours_reads_english(client, came_from, remembered):
    page = only_in_norwegian()

    client.get(page.url, headers={"accept-language": "en", "referer": came_from})

    assert ("django_language" in client.cookies) is remembered


def test_persons_language_is_read_where_the_address_has_none(client):
    homes("nb")
    client.force_login(make_user(language="en"))

    assert '<html lang="en"' in client.get("/me/").content.decode()


def test_page_leads_to_its_translations_and_to_front_pages_where_there_are_none(client):
    homes("nb", "sv", "en")
    page = below(make_home(), StandardPage(title="Om oss", slug="om-oss"))
    swedish = translate(page, "sv")

    response = client.get(page.url)

    assert choices(response) == {"nb": "/nb/om-oss/", "sv": swedish.url, "en": "/en/"}
    assert [choice["code"] for choice in response.context["languages"] if choice["is_current"]] == ["nb"]
    assert [choice["label"] for choice in response.context["languages"]] == ["Norsk (bokmål)", "Svenska", "English"]


def test_translation_that_is_not_live_is_not_led_to(client):
    homes("nb", "sv")
    page = below(make_home(), StandardPage(title="Om oss", slug="om-oss"))
    translate(page, "sv").unpublish()

    assert choices(client.get(page.url)) == {"nb": "/nb/om-oss/", "sv": "/sv/"}


def test_address_without_language_offers_all_four_and_remembers(client):
    client.force_login(make_user())

    page = client.get("/me/?a=1")

    assert choices(page)["en"] == "/language/en/?next=%2Fme%2F%3Fa%3D1"
    assert list(choices(page)) == ["nb", "nn", "sv", "en"]


def test_choice_on_the_search_page_leads_to_the_search_in_that_language(client):
    homes("nb", "sv")
    page = client.get("/nb/search/?q=plan")

    followed = client.get(choices(page)["sv"], follow=True)

    assert followed.redirect_chain == [("/sv/search/?q=plan", 302)]
