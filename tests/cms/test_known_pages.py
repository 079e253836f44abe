"""What is known of an address saves questions, and never shows anybody what Wagtail would not have shown."""

import pytest
from django.core.cache import cache
from wagtail.models import Page, PageViewRestriction, get_page_models

from cms.models import StandardPage
from cms.page_cache import pages_version
from cms.pages.base import SitePage
from tests.factories.pages import below, make_home, translate
from tests.factories.people import make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    """Somebody signed in: the kept pages of visitors are not for them."""
    client.force_login(make_user())
    return client


@pytest.fixture
def page():
    return below(make_home(), StandardPage(title="Om oss", slug="om-oss", show_in_menus=True))


def test_known_page_costs_one_query_beside_the_reader(reader, page):
    deep = below(below(page, StandardPage(title="Styret", slug="styret")), StandardPage(title="Leder", slug="leder"))
    first = reader.get(deep.url)

    with count_queries() as asked:
        second = reader.get(deep.url)

    assert len(asked) == 3, asked
    assert [step["title"] for step in second.context["trail"]] == ["Om oss", "Styret"]
    assert second.content == first.content


def test_page_that_is_taken_down_is_gone_at_once(reader, page):
    reader.get(page.url)

    # Without any of the announcements that forget what is known.
    Page.objects.filter(pk=page.pk).update(live=False)

    assert reader.get(page.url).status_code == 404


def test_page_that_is_closed_off_asks_who_comes(reader, page, django_capture_on_commit_callbacks):
    assert reader.get(page.url).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password="hemmelig"
        )

    assert b"password" in reader.get(page.url).content
    assert "Om oss</h1>" not in reader.get(page.url).content.decode()
    reader.logout()
    assert "Om oss</h1>" not in reader.get(page.url).content.decode()


def test_page_below_a_closed_one_is_closed(reader, page):
    child = below(page, StandardPage(title="Styret", slug="styret"))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="hemmelig")
    assert "Styret</h1>" not in reader.get(child.url).content.decode()

    assert "Styret</h1>" not in reader.get(child.url).content.decode()


def test_page_that_moves_leaves_its_address(reader, page, django_capture_on_commit_callbacks):
    other = below(make_home(), StandardPage(title="Arkiv", slug="arkiv"))
    old = page.url
    assert reader.get(old).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        page.move(other, pos="last-child")

    assert reader.get(old)["Location"] == f"{other.url}om-oss/"
    assert reader.get(f"{other.url}om-oss/").status_code == 200


def test_new_title_of_a_page_above_stands_in_the_trail(reader, page, django_capture_on_commit_callbacks):
    child = below(page, StandardPage(title="Styret", slug="styret"))
    reader.get(child.url)

    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Hvem vi er"
        page.save_revision().publish()

    assert [step["title"] for step in reader.get(child.url).context["trail"]] == ["Hvem vi er"]


def test_each_language_has_its_own(reader, page):
    make_home("sv")
    swedish = translate(page, "sv")

    for _ in range(2):
        assert reader.get(page.url).context["page"].pk == page.pk
        assert reader.get(swedish.url).context["page"].pk == swedish.pk
    choices = reader.get(page.url).context["languages"]
    assert {choice["code"]: choice["url"] for choice in choices} == {"nb": page.url, "sv": swedish.url}


def test_addresses_of_nothing_are_not_kept(reader, page):
    for address in ("/nb/om-oss/ingenting/", "/nb/_/"):
        assert reader.get(address).status_code == 404
        assert cache.get(f"cms.known:{pages_version()}:testserver:{address}") is None


def test_no_page_of_ours_finds_its_own_way():
    ours = [model for model in get_page_models() if issubclass(model, SitePage)]

    assert ours
    assert all(model.route is Page.route for model in ours)
