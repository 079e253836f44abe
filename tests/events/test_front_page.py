"""The front page tells what takes place next."""

from datetime import timedelta

import pytest

from cms.page_cache import forget_pages
from events.front_page import coming
from tests.factories.events import AT, make_category, make_occurrence, make_series
from tests.factories.pages import make_home
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def front_page(client):
    forget_pages()
    return client.get(make_home().url).content.decode()


def test_the_next_three_stand_on_it_and_lead_on(client):
    for days in (40, 10, 30, 20):
        make_occurrence(titles={"nb": f"Om {days} dager"}, starts_at=AT + timedelta(days=days))
    make_occurrence(titles={"nb": "Avlyst"}, state="cancelled", starts_at=AT + timedelta(days=1))
    make_occurrence(titles={"nb": "Utkast"}, state="draft", starts_at=AT + timedelta(days=1))
    make_occurrence(
        make_series("network", members_only=True), titles={"nb": "Lukket"}, starts_at=AT + timedelta(days=2)
    )

    html = front_page(client)

    places = [html.index(f">Om {days} dager</a>") for days in (10, 20, 30)]
    assert places == sorted(places)
    assert not any(title in html for title in ("Om 40 dager", "Avlyst", "Utkast", "Lukket"))
    assert 'href="/events/"' in html


def test_nothing_coming_leaves_no_heading(client):
    assert 'id="events"' not in front_page(client)


@pytest.mark.parametrize("size", [1, 10])
def test_it_costs_one_query_and_none_while_it_is_kept(size):
    for _number in range(size):
        make_category(make_occurrence(), size=5)

    with count_queries() as first:
        coming(None)
    with count_queries() as kept:
        coming(None)

    assert (len(first), len(kept)) == (1, 0), first
