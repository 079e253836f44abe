"""The coordinator's list, a new event in a hurry, and the page of one occurrence."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from cms.people.roles import AUDITOR, COORDINATOR, DOOR_STAFF, EDITOR
from events.models import Booking, Occurrence, Place, Question, Series, Voucher
from tests.factories.events import AT, STARTS, make_booking, make_category, make_occurrence, make_place, make_series
from tests.factories.people import make_holder_of, make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
LIST, NEW = "/admin/events/", "/admin/events/new/"


def page(occurrence, rest=""):
    return f"/admin/events/{occurrence.pk}/{rest}"


def filled(**changed):
    return {
        "kind": "professional_day",
        "title": "Langvarig strømbrudd",
        "day": "2027-02-25",
        "starts": "10:00",
        "ends": "16:00",
        "mode": "room",
        "venue": "Elvestad kulturhus",
        "places": "60",
        "price": "",
        "timezone": "Europe/Oslo",
        "vat_code": "exempt",
        **changed,
    }


def titles(response):
    return [row["occurrence"].title for row in response.context["rows"]]


def test_menu_leads_to_the_events(client):
    assert reverse("events_admin:occurrences") in client.get("/admin/").content.decode()


def test_title_in_the_browser_says_what_it_is_called_once(client):
    shown = client.get(page(make_occurrence())).content.decode()

    assert re.search("<title>(.*?)</title>", shown, re.DOTALL)[1].count("Langvarig strømbrudd") == 1


# --- A new event -----------------------------------------------------------------------------------


def test_new_event_is_a_draft_with_series_ticket_and_quota(client, coordinator):
    response = client.post(NEW, filled(deadline="2027-02-18", join_url=""))

    occurrence = Occurrence.objects.get()
    assert response.url == page(occurrence)
    assert (occurrence.state, occurrence.title_in("en")) == ("draft", "Langvarig strømbrudd")
    assert occurrence.starts_at == datetime(2027, 2, 25, 9, tzinfo=UTC)
    assert occurrence.closes_at == datetime(2027, 2, 18, 23, tzinfo=UTC)
    assert (occurrence.quotas.get().size, occurrence.categories.get().price) == (60, Decimal(0))
    assert Series.objects.get().kind == "professional_day"


def test_event_sent_again_within_the_hour_is_made_once(client):
    client.post(NEW, filled())
    again = client.post(NEW, filled(), follow=True)

    assert Occurrence.objects.count() == 1
    assert again.redirect_chain[-1][0] == page(Occurrence.objects.get())
    assert [str(one)[:8] for one in again.context["messages"]][-1] == "You made"


@pytest.mark.parametrize("changed", [{"title": "En annen"}, {"starts": "11:00"}, {"kind": "gathering"}])
def test_another_event_is_made_at_once(client, changed):
    client.post(NEW, filled())
    client.post(NEW, filled(**changed))

    assert Occurrence.objects.count() == 2


def test_same_event_later_or_by_somebody_else_is_made(client):
    client.post(NEW, filled())
    signed_in(make_holder_of(COORDINATOR, email="annen@example.org")).post(NEW, filled())
    with time_machine.travel(AT + timedelta(hours=2), tick=False):
        client.post(NEW, filled())

    assert Occurrence.objects.count() == 3


def test_last_day_to_sign_up_stands_there_as_it_was_typed(client):
    client.post(NEW, filled(deadline="2027-02-18"))

    html = client.get(page(Occurrence.objects.get())).content.decode()

    assert "<dt>Last day to sign up</dt><dd>18 February 2027</dd>" in html


def test_deadline_after_the_day_is_refused_where_it_stands(client):
    response = client.post(NEW, filled(deadline="2027-02-26"))

    assert response.status_code == 422
    assert "after the event has begun" in response.context["form"].errors["deadline"][0]
    assert 'value="2027-02-26"' in response.content.decode()
    assert not Occurrence.objects.exists()


def test_deadline_on_the_day_itself_is_when_it_starts(client):
    client.post(NEW, filled(deadline="2027-02-25"))

    occurrence = Occurrence.objects.get()
    assert occurrence.closes_at == occurrence.starts_at


def test_event_of_a_series_has_its_own_title(client):
    series = make_series("conference", title="Østerheikonferansen")

    client.post(NEW, filled(series=series.pk, title="Østerheikonferansen 2027"))

    occurrence = Occurrence.objects.get()
    assert (occurrence.series, occurrence.title_in("nb")) == (series, "Østerheikonferansen 2027")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"ends": "09:00"}, "ends"),
        ({"day": "2026-01-01"}, "day"),
        ({"places": "0"}, "places"),
        ({"places": "-1"}, "places"),
        ({"price": "-5"}, "price"),
        ({"day": "2027-03-28", "starts": "02:30", "ends": "04:00"}, "starts"),
        ({"day": "2027-10-31", "starts": "02:30", "ends": "04:00"}, "starts_which"),
        ({"timezone": "Europe/Stockholm", "day": "2027-03-28", "starts": "02:10", "ends": "04:00"}, "starts"),
        ({"timezone": "America/New_York"}, "timezone"),
        ({"mode": "space"}, "mode"),
        ({"join_url": "javascript:alert(1)"}, "join_url"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands_and_nothing_is_lost(client, changed, field):
    response = client.post(NEW, filled(**changed))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["venue"].value() == "Elvestad kulturhus"
    assert (Occurrence.objects.count(), Series.objects.count()) == (0, 0)


def test_time_that_comes_twice_is_asked_about_and_taken_as_said(client):
    night = {"day": "2027-10-31", "starts": "02:30", "ends": "04:00"}
    assert "Which of the two" not in client.get(NEW).content.decode()
    assert "Which of the two" in client.post(NEW, filled(**night)).content.decode()

    client.post(NEW, filled(**night, starts_which="second"))

    assert Occurrence.objects.get().starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


# --- The list --------------------------------------------------------------------------------------


def test_list_shows_what_comes_and_narrows_down(client):
    make_occurrence(make_series(title="Neste uke"), starts_at=STARTS + timedelta(days=7))
    make_occurrence(make_series("network", title="Nettverk"), state="draft", venue="Rådhuset")
    make_occurrence(make_series(title="I fjor"), starts_at=AT - timedelta(days=300), state="done")

    assert titles(client.get(LIST)) == ["Nettverk", "Neste uke"]
    assert titles(client.get(LIST + "?when=past")) == ["I fjor"]
    assert titles(client.get(LIST + "?kind=network")) == ["Nettverk"]
    assert titles(client.get(LIST + "?state=open")) == ["Neste uke"]
    assert titles(client.get(LIST + "?text=neste")) == ["Neste uke"]
    assert titles(client.get(LIST + "?text=rådhus")) == ["Nettverk"]
    assert titles(client.get(LIST + "?kind=x&state=%00&text=%00&p=99")) == ["Nettverk", "Neste uke"]
    assert titles(client.get(LIST + "?text=borte")) == []


def row_of(client, occurrence, query=""):
    html = client.get(LIST + query).content.decode()
    row = next(one for one in html.split("<tr>") if page(occurrence) in one)
    return re.sub(r"<[^>]+>|\s+", " ", row)


def test_limits_a_ticket_counts_in_twice_are_not_added_up(client):
    occurrence = make_occurrence()
    hall, own = make_category(occurrence, name="Sal", size=250), make_category(occurrence, name="Student", size=52)
    hall.quotas.get().categories.add(own)
    make_place(hall)

    assert "1 taken, 249 left" in row_of(client, occurrence)


def test_list_says_what_visitors_read(client):
    closed = make_occurrence(closes_at=AT - timedelta(days=1))
    full = make_occurrence()
    make_place(make_category(full, size=1))
    draft = make_occurrence(state="draft")

    assert "Sign-up is closed" in row_of(client, closed)
    assert "Full, with a waiting list" in row_of(client, full)
    assert "Draft:" not in row_of(client, draft)


@pytest.mark.parametrize("query", ["", "when=past&"])
@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", {"Draft"}),
        ("announced", {"Save the date"}),
        ("open", {"Open for sign-up", "Sign-up is not open yet"}),
        ("closed", {"Sign-up is closed"}),
        ("done", {"Held"}),
    ],
)
def test_list_is_narrowed_down_to_what_it_says(client, query, state, words):
    day = timedelta(days=1)
    for starts in (AT - 5 * day, AT - day / 24, STARTS):
        for stored in ("draft", "announced", "open", "closed", "done"):
            make_category(make_occurrence(starts_at=starts, state=stored))
    make_category(make_occurrence(closes_at=AT))
    make_category(make_occurrence(opens_at=AT + day))

    everything = client.get(f"{LIST}?{query}").context["rows"]
    narrowed = client.get(f"{LIST}?{query}state={state}").context["rows"]

    assert {row["state"] for row in narrowed} <= words
    fitting = [row["occurrence"].pk for row in everything if row["state"] in words]
    assert [row["occurrence"].pk for row in narrowed] == fitting


@pytest.mark.parametrize("state", ["done", "cancelled", "postponed"])
def test_what_is_over_or_off_has_no_places_left(client, state):
    occurrence = make_occurrence(state=state)
    make_place(make_category(occurrence, size=9))

    assert " left" not in row_of(client, occurrence)


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_however_long_it_is(client, number):
    for _ in range(number):
        make_place(make_category(size=10))
    client.get(LIST)

    with count_queries() as asked:
        client.get(LIST)

    assert len(asked) == 15, asked


# --- The page of one -------------------------------------------------------------------------------


def fill(occurrence, places):
    """Tickets of three kinds with so many places each, questions, vouchers."""
    for name in ("Kommune", "Bedrift", "Student")[: 1 if places == 1 else 3]:
        category = make_category(occurrence, name=name, size=5000)
        bookings = Booking.objects.bulk_create(
            Booking(occurrence=occurrence, reference=f"{name[:4]}{n}", token_hash=f"{name}{n}", booked_at=AT)
            for n in range(places // 10 + 1)
        )
        Place.objects.bulk_create(
            Place(
                booking=bookings[n // 10],
                occurrence=occurrence,
                category=category,
                mode="room",
                state="confirmed",
                code=f"{name[:4]}{n}",
                email=f"{name}{n}@example.org",
                booked_at=AT,
                confirmed_at=AT,
            )
            for n in range(places)
        )
        Question.objects.create(occurrence=occurrence, texts={"nb": name})
        Voucher.objects.create(occurrence=occurrence, code=name)


def test_price_is_written_as_visitors_read_it(client):
    category = make_category(make_occurrence(), price=Decimal("18000.00"), vat_code="standard")

    html = client.get(page(category.occurrence)).content.decode()

    assert f">18,000 kr · {category.get_vat_code_display()}</td>" in html


@pytest.mark.parametrize(
    ("about", "where"),
    [
        ({"mode": "online", "venue": ""}, "Online"),
        ({"mode": "online", "venue": "Teams"}, "Teams · Online"),
        ({"mode": "hybrid", "venue": "Rådhuset"}, "Rådhuset · In person and online"),
    ],
)
def test_how_it_is_held_is_said_once(client, about, where):
    html = client.get(page(make_occurrence(**about))).content.decode()

    assert f"<dt>Where</dt><dd>{where}</dd>" in html


@pytest.mark.parametrize("places", [1, 3334])
def test_page_costs_the_same_with_one_place_and_with_ten_thousand(client, places):
    occurrence = make_occurrence()
    fill(occurrence, places)
    client.get(page(occurrence))

    with count_queries() as asked:
        response = client.get(page(occurrence))

    assert response.status_code == 200
    assert len(asked) == 40, asked


def test_page_shows_how_full_it_is_and_what_comes_next(client):
    occurrence = make_occurrence(state="draft")
    category = make_category(occurrence, name="Kommune", size=10)
    make_place(category)
    make_place(category, state="waiting")

    text = re.sub(r"\s+", " ", client.get(page(occurrence)).content.decode())

    assert "1 of 10 taken, 9 left" in text
    assert "1 on the waiting list" in text
    for step in ("announce", "open", "cancel", "move"):
        assert page(occurrence, f"{step}/") in text
    for step in ("close", "finish", "postpone", "new-day"):
        assert page(occurrence, f"{step}/") not in text


def test_details_are_changed_in_a_form(client):
    occurrence = make_occurrence()
    form = client.get(page(occurrence, "details/")).context["form"]
    values = dict.fromkeys(set(form.fields) - {"topics"}, "") | {
        "titles_nb": "Ny tittel",
        "closes_at_day": "2027-02-20",
        "closes_at_time": "12:00",
        "waiting": "fitting",
        "offer_hours": "4",
        "seen": form["seen"].value(),
    }

    response = client.post(page(occurrence, "details/"), values)

    assert response.status_code == 302, response.context["form"].errors
    occurrence.refresh_from_db()
    assert occurrence.closes_at == datetime(2027, 2, 20, 11, tzinfo=UTC)
    assert (occurrence.title_in("nb"), occurrence.waiting, occurrence.sequence) == ("Ny tittel", "fitting", 1)
    again = client.post(page(occurrence, "details/"), values)
    assert again.status_code == 422
    wrong = client.post(page(occurrence, "details/"), values | {"seen": "", "closes_at_day": "2028-01-01"})
    assert list(wrong.context["form"].errors) == ["closes_at"]


def test_join_link_and_series_are_changed_in_forms(client):
    occurrence = make_occurrence(mode="online")

    client.post(page(occurrence, "online/"), {"url": "https://meet.example.org/a", "opens_minutes": "20"})
    client.post(f"/admin/events/series/{occurrence.series_id}/", {"titles_nb": "Nytt navn", "members_only": "on"})

    occurrence = Occurrence.objects.get()
    assert occurrence.join_link.url == "https://meet.example.org/a"
    assert (occurrence.title_in("nb"), occurrence.series.members_only) == ("Nytt navn", True)
    assert "meet.example.org" not in client.get(page(occurrence)).content.decode()


def test_only_coordinators_come_in(client):
    occurrence = make_occurrence()
    part = make_category(occurrence)
    addresses = [LIST, NEW, page(occurrence)]
    addresses += [page(occurrence, f"{name}/") for name in ("details", "online", "move", "cancel", "open", "new-day")]
    addresses += [page(occurrence, f"tickets/{part.pk}/"), page(occurrence, "vouchers/new/")]
    addresses += [f"/admin/events/series/{occurrence.series_id}/meetings/"]
    others = [make_user(), *(make_holder_of(role) for role in (EDITOR, AUDITOR, DOOR_STAFF))]

    for address in addresses:
        assert client.get(address).status_code == 200
        for other in others:
            assert signed_in(other).get(address).status_code in {302, 403, 404}, address
            assert signed_in(other).post(address, {}).status_code in {302, 403, 404}, address
    assert Occurrence.objects.get().state == "open"


def test_parts_of_another_occurrence_are_not_there(client):
    occurrence, other = make_occurrence(), make_category()

    assert client.get(page(occurrence, f"tickets/{other.pk}/")).status_code == 404
    assert client.get(page(occurrence, f"quotas/{other.quotas.get().pk}/")).status_code == 404
    assert make_booking().occurrence != occurrence


# --- From nothing to open --------------------------------------------------------------------------


def test_from_nothing_to_open_for_sign_up_in_six_page_loads(client):
    """List, form, page of the draft, question, page; and the visitor's page to be sure."""
    loads = [client.get(LIST), client.get(NEW)]
    made = client.post(NEW, filled(), follow=True)
    occurrence = Occurrence.objects.get()
    loads.append(made)
    question = client.get(page(occurrence, "open/"))
    loads.append(question)
    seen = question.context["form"]["seen"].value()
    loads.append(client.post(page(occurrence, "open/"), {"seen": seen}, follow=True))

    assert [one.status_code for one in loads] == [200] * 5
    occurrence.refresh_from_db()
    assert occurrence.state == "open"
