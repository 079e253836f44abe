"""Addresses of occurrences, and the feed for programs."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from cms.page_cache import forget_pages
from cms.people.roles import COORDINATOR
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place, make_series
from tests.factories.happenings import make_day_page
from tests.factories.people import make_holder_of, make_user
from tests.factories.places import make_municipality
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def address(occurrence):
    return f"/events/{occurrence.uid}/"


def test_occurrence_without_a_page_has_an_address(client):
    occurrence = make_category(make_occurrence(titles={"en": "Power cut"})).occurrence

    html = client.get(address(occurrence), headers={"accept-language": "en"}).content.decode()

    assert "<h1>Power cut</h1>" in html
    assert "Elvestad kulturhus" in html
    assert "application/ld+json" in html


@pytest.mark.parametrize(
    ("closes_at", "said"),
    [
        (datetime(2027, 2, 1, 23, tzinfo=UTC), "<dt>Last day to sign up</dt><dd>1 February 2027</dd>"),
        (datetime(2027, 2, 1, 11, tzinfo=UTC), "<dt>Sign up before</dt><dd>1 February 2027, 12:00</dd>"),
    ],
)
def test_last_day_to_sign_up_is_said_as_it_was_typed(client, closes_at, said):
    occurrence = make_category(make_occurrence(closes_at=closes_at, cancel_until=closes_at)).occurrence

    assert said in client.get(address(occurrence), headers={"accept-language": "en"}).content.decode()


def test_occurrence_with_a_page_leads_there(client):
    page = make_day_page()
    occurrence = make_occurrence(page_key=page.translation_key)

    response = client.get(address(occurrence))

    assert (response.status_code, response.url) == (302, page.url)
    page.unpublish()
    assert client.get(address(occurrence)).status_code == 200


def test_what_one_may_not_know_of_is_not_found(client):
    draft = make_occurrence(state="draft")
    members = make_occurrence(make_series("network", members_only=True))
    place = make_place(make_category(members), user=make_user())
    for user in (None, make_user()):
        if user:
            client.force_login(user)
        assert [client.get(address(one)).status_code for one in (draft, members)] == [404, 404]

    client.force_login(place.user)
    assert [client.get(address(one)).status_code for one in (draft, members)] == [404, 200]
    client.force_login(make_holder_of(COORDINATOR))
    assert [client.get(address(one)).status_code for one in (draft, members)] == [200, 200]


def test_only_reading(client):
    for url in ("/events/", "/events.json", address(make_occurrence())):
        assert client.post(url).status_code == 405


# --- The feed --------------------------------------------------------------------------------------


def feed(client, **query):
    return json.loads(client.get("/events.json", query).content)


def test_feed_holds_what_is_to_come(client):
    municipality = make_municipality("Elvestad")
    series = make_series("network", titles={"nb": "Nettet", "en": "The network"})
    occurrence = make_category(make_occurrence(series, municipality=municipality, sequence=4), size=3).occurrence

    found = feed(client, lang="en")

    assert (found["version"], found["language"]) == (1, "en")
    assert found["events"] == [
        {
            "uid": str(occurrence.uid),
            "sequence": 4,
            "kind": "network",
            "title": "The network",
            "series": {"key": str(series.key), "title": "The network"},
            "state": "open",
            "starts_at": "2027-02-25T11:00:00+01:00",
            "ends_at": "2027-02-25T17:00:00+01:00",
            "timezone": "Europe/Oslo",
            "mode": "room",
            "venue": "Elvestad kulturhus",
            "address": "",
            "municipality": "Elvestad",
            "county": "Østerhei",
            "country": "no",
            "topics": [],
            "url": found["events"][0]["url"],
        }
    ]
    assert found["events"][0]["url"].endswith(address(occurrence))


def test_feed_tells_nobody_of_people_or_closed_rooms(client):
    place = make_place(make_category(), name="Hemmelig Person", email="hemmelig@example.org")
    place.occurrence.join_link = None
    make_occurrence(make_series("network", title="Lukket rom", members_only=True))
    make_occurrence(state="draft", titles={"nb": "Utkast"})
    make_occurrence(starts_at=AT - timedelta(days=9), titles={"nb": "Forbi"})
    client.force_login(make_holder_of(COORDINATOR))

    text = client.get("/events.json").content.decode()

    assert len(json.loads(text)["events"]) == 1
    for word in ("Hemmelig", "hemmelig@", "Lukket rom", "Utkast", "Forbi"):
        assert word not in text


def test_language_is_that_of_the_address_and_of_nothing_else(client):
    make_occurrence(titles={"nb": "Strømbrudd", "sv": "Strömavbrott"})

    assert feed(client, lang="sv")["events"][0]["title"] == "Strömavbrott"
    answers = {client.get("/events.json", headers={"accept-language": code}).content for code in ("sv", "en", "nb")}
    assert len(answers) == 1
    assert feed(client, lang="xx")["language"] == "nb"


def test_feed_is_not_sent_twice(client):
    occurrence = make_occurrence()
    first = client.get("/events.json")
    again = client.get("/events.json", headers={"if-none-match": f'"other", W/{first["ETag"]}'})
    with time_machine.travel(AT + timedelta(hours=5)):
        later = client.get("/events.json")
    occurrence.venue = "Rådhuset"
    occurrence.save()
    forget_pages()
    changed = client.get("/events.json", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (later.content, later["ETag"]) == (first.content, first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_feed_says_when_it_is_full_and_when_it_is_off(client):
    category = make_category(size=1)
    make_place(category)
    make_occurrence(state="cancelled", starts_at=STARTS + timedelta(days=1))

    assert [one["state"] for one in feed(client)["events"]] == ["waiting", "cancelled"]


def test_head_has_no_body(client):
    assert client.head("/events.json")["ETag"] == client.get("/events.json")["ETag"]
    assert client.head("/events.json").content == b""


@pytest.mark.parametrize("size", [3, 30])
def test_feed_costs_the_same_at_any_size(client, size):
    page = make_day_page()
    for _ in range(size):
        occurrence = make_category(size=5).occurrence
    occurrence.page_key = page.translation_key
    occurrence.save()
    client.get("/events.json")
    forget_pages()

    with count_queries() as asked:
        client.get("/events.json")
    with count_queries() as kept:
        client.get("/events.json")

    assert (len(asked), len(kept)) == (5, 0), asked
