"""Menu and centre are kept in the cache, and forgotten when what they show has changed."""

from uuid import uuid4

import pytest
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.centre import centre_facts
from cms.menu import home_urls, menus
from cms.models import CentreSettings, HomePage, StandardPage
from tests.factories.pages import below, make_home
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def committed(django_capture_on_commit_callbacks):
    """Do what is left for after the commit; tests run inside a transaction that never ends."""

    def run(change):
        with django_capture_on_commit_callbacks(execute=True):
            return change()

    return run


def make_standard_page(title="Om oss", *, parent=None, slug="", live=True, show_in_menus=True):
    values = {"title": title, "slug": slug or title.lower().replace(" ", "-")}
    return below(parent or make_home(), StandardPage(**values, live=live, show_in_menus=show_in_menus))


def below_root(page):
    page.locale = Locale.objects.get(language_code="nb")
    return Page.objects.get(depth=1).add_child(instance=page)


def menu(language):
    return menus().get(language, {}).get("menu", [])


def footer(language):
    return menus().get(language, {}).get("footer", [])


def titles(language="nb"):
    return [entry["title"] for entry in menu(language)]


def test_menu_is_read_once_and_then_kept():
    make_standard_page()
    menu("nb")

    with count_queries() as queries:
        assert (titles(), footer("nb"), home_urls()) == (["Om oss"], [], {"nb": "/nb/"})

    assert queries == []


def test_menu_shows_live_public_pages_and_the_footer_the_rest():
    make_standard_page()
    make_standard_page("Personvern", show_in_menus=False)
    make_standard_page("Utkast", live=False)
    secret = make_standard_page("Styret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")

    assert menu("nb") == [{"title": "Om oss", "url": "/nb/om-oss/"}]
    assert footer("nb") == [{"title": "Personvern", "url": "/nb/personvern/"}]
    assert (menu("sv"), footer("sv")) == ([], [])


def publish(page):
    page.save_revision().publish()


def rename(page):
    page.slug = "nytt"
    publish(page)


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def move(page):
    MovePageAction(page, make_standard_page("Annet", show_in_menus=False), pos="last-child").execute(
        skip_permission_checks=True
    )


CHANGES = {
    "unpublished": (lambda page: page.unpublish(), []),
    "deleted": (lambda page: page.delete(), []),
    "moved": (move, []),
    "restricted": (restrict, []),
    "renamed": (rename, ["/nb/nytt/"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_menu_follows_when_a_page_is(change, committed):
    act, expected = CHANGES[change]
    page = make_standard_page()
    assert [entry["url"] for entry in menu("nb")] == ["/nb/om-oss/"]

    committed(lambda: act(StandardPage.objects.get(pk=page.pk)))

    assert [entry["url"] for entry in menu("nb")] == expected


def test_menu_follows_when_a_draft_is_published(committed):
    page = make_standard_page(live=False)
    assert titles() == []

    committed(lambda: publish(page))

    assert titles() == ["Om oss"]


def test_menu_follows_when_the_site_gets_another_front_page(committed):
    make_standard_page()
    other = below_root(HomePage(title="Ny", slug="ny"))
    make_standard_page("Kontakt", parent=other)
    assert titles() == ["Om oss"]
    site = Site.objects.get()

    site.root_page = other
    committed(site.save)

    assert titles() == ["Kontakt"]


def test_front_page_outside_the_site_has_no_menu():
    make_home("en")
    HomePage.objects.filter(locale__language_code="en").update(translation_key=uuid4())

    assert home_urls() == {"nb": "/nb/"}


def test_menu_is_kept_until_the_change_is_committed(django_capture_on_commit_callbacks):
    page = make_standard_page()
    menu("nb")

    with django_capture_on_commit_callbacks() as left_for_later:
        page.unpublish()

    assert titles() == ["Om oss"]
    assert left_for_later


def test_centre_is_read_once_and_followed_when_settings_are_saved(committed):
    centre = CentreSettings.for_site(Site.objects.get())
    assert centre_facts()["name"] == "Samvirke"
    with count_queries() as queries:
        centre_facts()
    assert queries == []

    centre.name = "Beredskapsskolen"
    committed(centre.save)

    assert centre_facts()["name"] == "Beredskapsskolen"


def test_centre_says_these_things():
    facts = centre_facts()

    assert facts == {
        "name": "Samvirke",
        "tagline": "",
        "owner": "",
        "organisation_number": "",
        "email": "",
        "phone": "",
        "address": "",
        "accessibility_url": "",
        "logo_url": None,
    }
