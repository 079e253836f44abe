"""The event calendar: as a list, by month, by distance."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cms.models import CatalogueTerm
from cms.page_cache import forget_pages
from events import months
from events.domain.occurrences import cancel
from events.queries import Wanted
from tests.factories.events import AT, make_category, make_occurrence, make_series
from tests.factories.happenings import make_calendar, make_day_page
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.places import make_county, make_municipality
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SOONER = datetime(2027, 2, 1, 8, 0, tzinfo=UTC)


def shown(client, **query):
    response = client.get("/events/", query, headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def titled(title, *args, **fields):
    return make_occurrence(*args, titles={"en": title}, **fields)


def which(html, *titles):
    return [title for title in titles if f">{title}</a>" in html]


def test_list_holds_what_visitors_may_know_of(client):
    titled("Coming")
    titled("Off", state="cancelled")
    titled("Over", starts_at=AT - timedelta(days=3))
    titled("Draft", state="draft")
    titled("Closed room", make_series("network", members_only=True))

    assert which(shown(client), "Coming", "Off", "Over", "Draft", "Closed room") == ["Coming", "Off"]


def test_what_was_held_is_found_newest_first(client):
    titled("Coming")
    titled("Off", state="cancelled", starts_at=AT - timedelta(days=3))
    titled("Older", make_series("network"), starts_at=AT - timedelta(days=400))
    titled("Newer", starts_at=AT - timedelta(days=3))
    titled("Closed room", make_series("network", members_only=True), starts_at=AT - timedelta(days=2))

    html = shown(client, view="held")

    assert which(html, "Coming", "Off", "Older", "Newer", "Closed room") == ["Older", "Newer"]
    assert html.index(">Newer</a>") < html.index(">Older</a>")
    assert which(shown(client, view="held", kind="network"), "Older", "Newer") == ["Older"]


def test_nothing_held_says_what_is_found_there(client):
    assert "Nothing has been held yet" in shown(client, view="held")


def test_list_is_narrowed_down(client):
    inland, coast = make_county("Innlandet"), make_county("Kysten")
    topic = CatalogueTerm.objects.create(kind="topic", code="power", name_nb="Strøm")
    first = titled("First", municipality=make_municipality("A", county=inland))
    first.topics.add(topic)
    titled("Second", make_series("network"), municipality=make_municipality("B", county=coast), mode="online")
    titled("Third", starts_at=AT + timedelta(days=2), mode="hybrid")

    def found(**query):
        return which(shown(client, **query), "First", "Second", "Third")

    assert found() == ["First", "Second", "Third"]
    assert found(kind="network") == ["Second"]
    assert found(county=inland.pk) == ["First"]
    assert found(topic="power") == ["First"]
    assert found(mode="online") == ["Second", "Third"]
    assert found(month="2026-11") == ["Third"]
    assert found(kind="network", county=inland.pk) == []


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "nonsense"},
        {"county": "x' OR 1"},
        {"month": "2026-13"},
        {"page": "-7"},
        {"page": "zzz"},
        {"view": "map"},
        {"view": "month", "month": "9999-99"},
        {"view": "month", "month": "2026-1²"},
        {"view": "near", "municipality": "999999"},
        {"view": "near", "municipality": "\x00"},
    ],
)
def test_stale_or_made_up_choices_are_left_aside(client, query):
    titled("Coming")

    html = shown(client, **query)

    assert query.get("view") in {"month", "near"} or which(html, "Coming") == ["Coming"]


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ({"kind": "network"}, "?view=list"),
        ({"view": "list", "kind": "network", "month": "2027-02", "page": "3"}, "?view=list"),
        ({"view": "month", "kind": "network", "month": "2027-02"}, "?view=month&amp;month=2027-02"),
        ({"view": "near", "kind": "network", "municipality": "1"}, "?view=near&amp;municipality=1"),
    ],
)
def test_all_choices_are_taken_away_and_nothing_else(client, query, leads_to):
    assert f'<a href="{leads_to}">Take all away</a>' in shown(client, **query)


# --- Month -----------------------------------------------------------------------------------------


def test_month_shows_days_that_have_been_too(client):
    titled("Over", starts_at=datetime(2026, 11, 1, 12, tzinfo=UTC))
    titled("Coming", starts_at=datetime(2026, 11, 30, 12, tzinfo=UTC))
    titled("Next month", starts_at=datetime(2026, 12, 1, 12, tzinfo=UTC))

    html = shown(client, view="month")

    assert which(html, "Over", "Coming", "Next month") == ["Over", "Coming"]
    assert "November 2026" in html
    assert "month=2026-10" in html
    assert "month=2026-12" in html


def test_day_is_that_of_the_place(client):
    """Late in the evening in UTC it is the next day in Norway; what ends at midnight ends on its own day."""
    late = make_occurrence(starts_at=datetime(2026, 11, 9, 23, 30, tzinfo=UTC), hours_long=1)
    until_midnight = make_occurrence(starts_at=datetime(2026, 11, 11, 20, 0, tzinfo=UTC), hours_long=3)
    two_days = make_occurrence(starts_at=datetime(2026, 11, 12, 8, 0, tzinfo=UTC), hours_long=30)

    weeks = months.weeks_of(date(2026, 11, 1), Wanted(), today=date(2026, 11, 2), at=AT)

    on = {day.date.day: len(day.entries) for week in weeks for day in week.days if day.entries and day.is_in_month}
    assert on == {10: 1, 11: 1, 12: 1, 13: 1}, (late, until_midnight, two_days)
    assert [day.date.day for week in weeks for day in week.days if day.is_today] == [2]


def test_what_began_in_the_month_before_stands_on_its_days_of_this_one():
    make_occurrence(starts_at=datetime(2026, 11, 29, 9, tzinfo=UTC), hours_long=72)

    def days(month):
        weeks = months.weeks_of(date(2026, month, 1), Wanted(), today=date(2026, 11, 2), at=AT)
        return [day.date.day for week in weeks for day in week.days if day.entries and day.is_in_month]

    assert (days(11), days(12)) == ([29, 30], [1, 2])


def test_what_lasts_for_ever_by_mistake_fills_no_calendar():
    occurrence = make_occurrence(hours_long=24 * 400)

    assert len(months._days(occurrence)) == 32


@pytest.mark.parametrize(
    ("text", "first"),
    [("2027-02", date(2027, 2, 1)), *((text, None) for text in ("2027-2", "1999-12", "2027-00", "²²²²-02", ""))],
)
def test_month_is_read_or_left_aside(text, first):
    assert months.read(text) == first


# --- Near me ---------------------------------------------------------------------------------------


@pytest.fixture
def places():
    """Three municipalities, the second about 22 km north of the first, the third about 111 km."""
    county = make_county("Innlandet")
    points = [("Skogdal", 60.0), ("Elvestad", 60.2), ("Fjellbygda", 61.0)]
    return [make_municipality(name, county=county, latitude=at, longitude=11.0) for name, at in points]


def test_nearest_comes_first(client, places):
    here, near, far = places
    titled("Nowhere known")
    titled("Online", mode="online")
    titled("Far", municipality=far, starts_at=AT + timedelta(days=1))
    titled("Near", municipality=near)
    titled("Here", municipality=here)

    html = shown(client, view="near", municipality=here.pk)

    order = sorted(("Far", "Near", "Here", "Online", "Nowhere known"), key=lambda title: html.index(f">{title}</a>"))
    assert order == ["Here", "Near", "Far", "Online", "Nowhere known"]
    assert "about 22 km" in html
    assert "about 111 km" in html
    assert "In your municipality" in html


def test_without_a_choice_it_is_that_of_ones_organisation(client, places):
    titled("Far", municipality=places[2])
    assert which(shown(client, view="near"), "Far") == []
    user = make_user(language="en")
    make_membership(user, make_organisation(municipality=places[0]))
    client.force_login(user)

    html = shown(client, view="near")

    assert which(html, "Far") == ["Far"]
    assert "This is where your organisation is" in html
    assert f'<option value="{places[0].pk}" selected>' in html


# --- Cost ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [3, 30])
@pytest.mark.parametrize(
    ("query", "cost"),
    [({}, 7), ({"view": "month", "month": "2027-02"}, 4), ({"view": "near"}, 7), ({"view": "held"}, 3)],
)
def test_calendar_costs_the_same_at_any_size(client, places, query, cost, size):
    if query.get("view") == "near":
        query = query | {"municipality": places[0].pk}
    page = make_day_page(language="nn")
    for number in range(size):
        make_category(make_occurrence(municipality=places[number % 3]), size=5)
    make_category(make_occurrence(municipality=places[0], starts_at=SOONER, page_key=page.translation_key), size=5)
    shown(client, **query)
    forget_pages()

    with count_queries() as asked:
        shown(client, **query)

    assert len(asked) == cost, asked


def test_list_and_months_are_kept_until_something_changes(client, django_capture_on_commit_callbacks):
    occurrence = titled("Coming", state="announced")
    for query in ({}, {"view": "month", "month": "2027-02"}):
        shown(client, **query)
        with count_queries() as asked:
            assert which(shown(client, **query), "Coming") == ["Coming"]
        assert asked == []

    with django_capture_on_commit_callbacks(execute=True):
        cancel(occurrence=occurrence, reason="Storm", by=None, at=AT)

    assert "Cancelled" in shown(client)
    assert "(Cancelled)" in shown(client, view="month", month="2027-02")


@pytest.mark.parametrize("query", [{"kind": "network"}, {"view": "near"}, {"page": "26"}, {"x": "y"}, {"view": "z"}])
def test_what_few_ask_for_is_not_kept(client, query):
    shown(client, **query)

    with count_queries() as asked:
        shown(client, **query)

    assert asked != []


def test_what_is_kept_is_kept_for_each_language(client):
    make_occurrence(titles={"en": "Power cut", "nb": "Strømbrudd"})

    found = [client.get("/events/", headers={"accept-language": code}).content.decode() for code in ("en", "nb", "en")]

    assert ["Strømbrudd" in html for html in found] == [False, True, False]


def test_calendar_page_shows_the_same_and_is_where_the_short_address_leads(client):
    calendar = make_calendar()
    make_occurrence(titles={"nb": "Kommer"})

    response = client.get("/events/?view=month", headers={"accept-language": "nb"})

    assert (response.status_code, response.url) == (302, f"{calendar.url}?view=month")
    assert which(client.get(calendar.url).content.decode(), "Kommer") == ["Kommer"]


@pytest.mark.parametrize("size", [3, 30])
def test_calendar_page_costs_the_same_at_any_size(client, size):
    calendar = make_calendar()
    for _ in range(size):
        make_category(size=5)
    client.get(calendar.url)
    forget_pages()

    with count_queries() as asked:
        client.get(calendar.url)
    with count_queries() as kept:
        client.get(calendar.url)
    with count_queries() as list_kept:
        client.get(calendar.url, {"page": 1})

    assert (len(asked), len(kept), len(list_kept)) == (13, 0, 1), asked
