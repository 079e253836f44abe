"""What a page costs, counted as design and budgets do: warm at most 10, cold at most 20, at any size."""

from datetime import date

import pytest

from cms.models import CatalogueTerm, NewsIndexPage, NewsPage, StandardPage
from cms.people.models import User
from tests.factories import blocks
from tests.factories.media import make_image
from tests.factories.pages import below, make_course_page, make_home
from tests.factories.people import make_user
from tests.queries import clear_caches, count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]

# Fourteen are more than one page of a list holds.
SIZES = [1, pytest.param(3, marks=pytest.mark.slow), 14, pytest.param(30, marks=pytest.mark.slow)]


def build(size):
    """A site with so many courses and news, each with a picture and terms, in two languages."""
    home = make_home()
    below(home, StandardPage(title="Om oss", slug="om-oss", show_in_menus=True))
    index = below(home, NewsIndexPage(title="Nytt", slug="nytt", show_in_menus=True))
    terms = [CatalogueTerm.objects.create(kind=kind, code="a", name_nb="A") for kind in ("topic", "audience", "size")]
    image = make_image()
    for number in range(size):
        news = NewsPage(title=f"Nytt {number}", slug=f"n-{number}", date=date(2026, 1, 1), image=image)
        below(index, news)
        course = make_course_page(f"Kurs {number:02}", illustration=image, lessons=[[blocks.text()]] * min(size, 3))
        course.terms = terms
        course.save()
    make_home("sv")
    return course


def costs(client, address):
    """Queries of a visitor's first request with nothing in any cache and of the next, then of somebody signed in."""
    client.get(address)  # renditions are made by whoever comes first, once and for all
    clear_caches()
    with count_queries() as cold:
        assert client.get(address).status_code == 200
    with count_queries() as kept:
        client.get(address)
    client.force_login(reader())
    client.get(address)
    with count_queries() as own:
        client.get(address)
    client.logout()
    return len(cold), len(kept), len(own)


def reader():
    return User.objects.filter(email="leser@example.org").first() or make_user("Leser", email="leser@example.org")


COSTS = {
    "/nb/": (20, 0, 9),
    "/nb/kurs/": (19, 0, 9),
    "/nb/nytt/": (17, 0, 7),
    "/nb/om-oss/": (13, 0, 3),
    "/nb/search/?q=kurs": (13, 7, 9),
}
COURSE = (20, 0, 8)


@pytest.mark.parametrize("size", SIZES)
def test_pages_cost_the_same_at_any_size(client, size):
    course = build(size)

    assert {address: costs(client, address) for address in COSTS} == COSTS
    assert costs(client, course.url) == COURSE
