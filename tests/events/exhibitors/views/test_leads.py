"""Scanning at a stand, by a plain form and by the script, and what a visitor says on their own ticket."""

import pytest
import time_machine
from django.test import Client

from events.exhibitors.links import scan_url
from events.exhibitors.models import Lead, LeadConsent
from events.place_links import place_token
from tests.factories.events import AT, STARTS, make_category, make_place
from tests.factories.exhibitors import make_exhibitor, make_fair
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture
def exhibitor():
    return make_exhibitor()


@pytest.fixture
def visitor(exhibitor):
    return make_place(make_category(exhibitor.occurrence), name="Kari Brekke", email="kari@example.org")


def say(visitor, *fields):
    return Client().post(f"/places/{place_token(visitor)}/exhibitors/", {"share": fields}, headers=EN)


def scan(exhibitor, code, *, at=STARTS, **headers):
    path = scan_url(exhibitor).split("example.org", 1)[-1]
    path = path[path.index("/exhibiting/") :]
    with time_machine.travel(at, tick=False):
        return Client().post(path, {"code": code}, headers={**EN, **headers})


def test_default_is_no_and_the_ticket_says_what_a_yes_means(visitor):
    html = Client().get(f"/places/{place_token(visitor)}/", headers=EN).content.decode()

    assert "nothing as long as you tick nothing" in html
    assert html.count('name="share"') == 3
    assert "checked" not in html[html.index('id="share"') : html.index("Save what I share")]


def test_a_visitor_says_yes_and_the_form_writes_it_down(exhibitor, visitor):
    assert say(visitor, "name").url == f"/places/{place_token(visitor)}/"

    html = scan(exhibitor, visitor.code).content.decode()

    assert "Written down" in html
    assert "Kari Brekke" in html
    assert "kari@example.org" not in html


def test_without_a_yes_the_scan_says_so_and_shows_nobody(exhibitor, visitor):
    html = scan(exhibitor, visitor.code).content.decode()

    assert "This visitor does not share anything" in html
    assert "Nothing is written down" in html
    assert "Kari" not in html
    assert Lead.objects.count() == 0


def test_the_script_gets_the_answer_alone(exhibitor, visitor):
    html = scan(exhibitor, visitor.code, **{"x-requested-with": "exhibitor"}).content.decode()

    assert "data-tone" in html
    assert "<html" not in html


def test_taking_it_back_takes_it_out_of_lists(exhibitor, visitor):
    say(visitor, "name", "email")
    scan(exhibitor, visitor.code)

    say(visitor)

    assert Lead.objects.count() == 0
    assert LeadConsent.objects.filter(withdrawn_at__isnull=True).count() == 0


def test_only_the_own_link_says_yes(visitor):
    other = make_place(visitor.category)
    for token in ("x", f"{place_token(other)}x"):
        assert Client().post(f"/places/{token}/exhibitors/", {"share": "name"}).status_code == 404
    assert Client().get(f"/places/{place_token(visitor)}/exhibitors/").status_code == 405
    assert not LeadConsent.objects.exists()


def test_where_there_are_no_stands_nothing_is_asked():
    place = make_place(make_category(make_fair()), name="Kari Brekke")

    assert 'name="share"' not in Client().get(f"/places/{place_token(place)}/").content.decode()


def test_before_the_day_nothing_is_scanned(exhibitor, visitor):
    say(visitor, "name")

    assert scan(exhibitor, visitor.code, at=AT).status_code == 409
    assert Lead.objects.count() == 0


def test_a_note_with_signs_no_database_takes_is_cleaned(exhibitor, visitor):
    say(visitor, "name")
    path = scan_url(exhibitor)
    with time_machine.travel(STARTS, tick=False):
        Client().post(path[path.index("/exhibiting/") :], {"code": visitor.code, "note": "tilbud\0" + "x" * 400})

    assert len(Lead.objects.get().note) == 300


@pytest.mark.parametrize("earlier", [0, 2])
def test_a_scan_costs_the_same_however_many_there_are(earlier, exhibitor):
    category = make_category(exhibitor.occurrence)
    visitors = [make_place(category) for _ in range(earlier + 2)]
    for one in visitors:
        say(one, "name")
    for one in visitors[:-1]:
        scan(exhibitor, one.code)

    with count_queries() as asked:
        scan(exhibitor, visitors[-1].code)

    assert len(asked) == 8, asked
