"""Pages are kept for visitors, never what was made for one person, and never longer than they are true."""

import pytest

from cms.models import ContactPage, StandardPage
from cms.page_cache import KEPT_SECONDS, VERSION_KEY
from tests.factories.pages import below, make_course_page, make_home
from tests.factories.people import make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return below(make_home(), StandardPage(title="Om oss", slug="om-oss", show_in_menus=True))


def cost(client, address, **extra):
    with count_queries() as queries:
        client.get(address, **extra)
    return len(queries)


def test_second_visitor_costs_nothing_and_gets_the_same(client, page):
    first = client.get(page.url)

    assert cost(client, page.url) == 0
    second = client.get(page.url)
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)
    assert "Cookie" in second["Vary"]


def test_person_who_is_signed_in_gets_a_page_of_their_own(client, page):
    client.get(page.url)
    client.force_login(make_user("Kari Nordmann"))

    own = client.get(page.url)

    assert cost(client, page.url) > 0
    client.logout()
    assert client.get(page.url).content != own.content
    assert b"Kari" not in client.get(page.url).content


@pytest.mark.parametrize("query", ["?side=2", "?q=x", "?_=1"])
def test_address_with_a_query_is_made_anew(client, page, query):
    client.get(page.url + query)

    assert cost(client, page.url + query) > 0


def test_page_with_a_form_is_made_anew(client):
    contact = below(make_home(), ContactPage(title="Kontakt", slug="kontakt"))

    assert client.get(contact.url).cookies["csrftoken"]

    assert cost(client, contact.url) > 0


def test_what_is_not_found_is_not_kept(client, page):
    client.get("/nb/ny/")
    below(make_home(), StandardPage(title="Ny", slug="ny"))

    assert client.get("/nb/ny/").status_code == 200


def test_another_host_has_pages_of_its_own(client, page):
    client.get(page.url)

    assert cost(client, page.url, headers={"host": "annen.example"}) > 0


def test_publishing_makes_every_page_anew(client, page, django_capture_on_commit_callbacks):
    other = below(make_home(), StandardPage(title="Annen", slug="annen"))
    client.get(other.url)
    page.title = "Om skolen"

    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    assert "Om skolen" in client.get(other.url).content.decode()


def test_page_is_kept_for_a_minute_at_most():
    assert KEPT_SECONDS == 60
    assert VERSION_KEY


def test_course_page_is_kept_too(client):
    course = make_course_page()
    client.get(course.url)

    assert cost(client, course.url) == 0
