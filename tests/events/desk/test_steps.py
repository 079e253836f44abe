"""Steps: the question with whom it touches, two tabs, and what is refused."""

import re
from datetime import timedelta

import pytest

from events.domain.details import set_join_link
from events.models import Interest, Notice
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place
from tests.factories.programme import make_programme

pytestmark = pytest.mark.django_db


def page(occurrence, rest=""):
    return f"/admin/events/{occurrence.pk}/{rest}"


def seen(client, occurrence, step):
    return client.get(page(occurrence, f"{step}/")).context["form"]["seen"].value()


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


def moved(**changed):
    return {
        "day": "2027-03-04",
        "starts": "10:00",
        "ends": "16:00",
        "timezone": "Europe/Oslo",
        "mode": "room",
        "venue": "Rådhuset",
        **changed,
    }


def test_question_says_whom_it_touches(client):
    occurrence = make_occurrence()
    category = make_category(occurrence)
    make_place(category)
    make_place(category, state="waiting")

    text = words(client.get(page(occurrence, "cancel/")))

    for said in ("1 place is taken", "1 place is waited for", "3 addresses get a mail", "2 people have the day"):
        assert said in text


def test_opening_says_how_many_are_told(client):
    occurrence = make_occurrence(state="announced")
    Interest.objects.create(occurrence=occurrence, email="a@example.org", asked_at=AT)

    assert "1 person is told that sign-up opens" in words(client.get(page(occurrence, "open/")))


def test_cancelling_tells_why(client):
    occurrence = make_occurrence()
    values = {"seen": seen(client, occurrence, "cancel"), "reason": ""}

    assert client.post(page(occurrence, "cancel/"), values).status_code == 422
    assert client.post(page(occurrence, "cancel/"), values | {"reason": "Snø"}).url == page(occurrence)

    occurrence.refresh_from_db()
    assert (occurrence.state, Notice.objects.get().reason) == ("cancelled", "Snø")


def test_draft_is_thrown_away_without_a_word(client):
    occurrence = make_occurrence(state="draft")

    client.post(page(occurrence, "cancel/"), {"seen": seen(client, occurrence, "cancel"), "reason": ""})

    occurrence.refresh_from_db()
    assert occurrence.state == "cancelled"


def test_the_other_tab_is_too_late(client):
    occurrence = make_occurrence()
    first, second = seen(client, occurrence, "cancel"), seen(client, occurrence, "move")
    client.post(page(occurrence, "move/"), moved(seen=second))

    refused = client.post(page(occurrence, "cancel/"), {"seen": first, "reason": "Snø"})

    assert refused.status_code == 422
    assert "changed it meanwhile" in words(refused)
    occurrence.refresh_from_db()
    assert occurrence.state == "open"


def test_moving_and_a_new_day(client):
    occurrence = make_occurrence()
    form = client.get(page(occurrence, "move/")).context["form"]
    assert (form["day"].value().isoformat(), form["starts"].value().hour) == ("2027-02-25", 11)

    client.post(page(occurrence, "move/"), moved(seen=form["seen"].value()))
    occurrence.refresh_from_db()
    assert (occurrence.starts_at, occurrence.venue) == (STARTS + timedelta(days=7, hours=-1), "Rådhuset")

    client.post(page(occurrence, "postpone/"), {"seen": seen(client, occurrence, "postpone"), "reason": "Snø"})
    values = moved(day="2027-04-08", seen=seen(client, occurrence, "new-day"), opens="on")
    make_category(occurrence)
    client.post(page(occurrence, "new-day/"), values)
    occurrence.refresh_from_db()
    assert (occurrence.state, occurrence.starts_at.isoformat()) == ("open", "2027-04-08T08:00:00+00:00")


def test_moving_says_what_becomes_of_the_programme(client):
    occurrence = make_programme().occurrence
    asked = words(client.get(page(occurrence, "move/")))
    assert "3 sessions are in the programme" in asked
    assert "its programme moves by as many days" in asked
    assert "in the programme" not in words(client.get(page(occurrence, "cancel/")))

    same_hours = moved(starts="11:00", ends="17:00", seen=seen(client, occurrence, "move"))
    done = words(client.post(page(occurrence, "move/"), same_hours, follow=True))
    assert "The programme has moved along with the event." in done

    later = moved(starts="14:00", ends="20:00", seen=seen(client, occurrence, "move"))
    done = words(client.post(page(occurrence, "move/"), later, follow=True))
    assert "3 sessions lie outside the time of the event." in done
    assert done.count(page(occurrence, "programme/")) > words(client.get(page(occurrence))).count("/programme/")


def test_moving_an_event_without_a_programme_says_nothing_of_one(client):
    occurrence = make_occurrence()
    assert "in the programme" not in words(client.get(page(occurrence, "move/")))

    done = client.post(page(occurrence, "move/"), moved(seen=seen(client, occurrence, "move")), follow=True)

    assert [str(one) for one in done.context["messages"]] == ["It is moved."]


def test_people_are_said_to_be_told_only_where_somebody_is(client):
    known, draft = make_place().occurrence, make_place(make_category(make_occurrence(state="draft"))).occurrence
    assert "get a mail" not in words(client.get(page(draft, "cancel/")))

    said = []
    for occurrence in (known, draft):
        values = {"seen": seen(client, occurrence, "cancel"), "reason": "Uvær"}
        done = client.post(page(occurrence, "cancel/"), values, follow=True)
        said.append([str(one) for one in done.context["messages"]])

    assert said == [["It is cancelled, and people are told."], ["It is cancelled."]]


@pytest.mark.parametrize(("state", "step"), [("open", "open"), ("cancelled", "cancel"), ("done", "move")])
def test_step_that_is_not_possible_has_nothing_to_press(client, state, step):
    text = words(client.get(page(make_occurrence(state=state), f"{step}/")))

    assert "not possible in the state it is in now" in text
    assert 'type="submit" class="button' not in text
    assert 'name="reason"' not in text


def test_what_is_missing_is_said_before_it_is_opened(client):
    occurrence = make_occurrence(state="draft", mode="hybrid")
    make_category(occurrence)
    missing = "There is no address of the online meeting yet."
    assert missing in words(client.get(page(occurrence, "open/")))
    assert missing not in words(client.get(page(occurrence, "move/")))

    set_join_link(occurrence=occurrence, url="https://example.org/moete", opens_minutes=15, by=None, at=AT)

    assert missing not in words(client.get(page(occurrence, "open/")))


def test_moving_nowhere_and_into_an_hour_that_is_not_is_refused(client):
    occurrence = make_occurrence()
    same = moved(day="2027-02-25", starts="11:00", ends="17:00", venue=occurrence.venue)

    for values, field in (
        (same, "__all__"),
        (moved(day="2027-03-28", starts="02:30"), "starts"),
        (moved(day="2027-10-31", starts="02:30"), "starts_which"),
        (moved(day="2026-10-31"), "day"),
    ):
        response = client.post(page(occurrence, "move/"), values)
        assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_what_is_not_possible_is_said_and_refused(client):
    occurrence = make_occurrence(state="done")

    response = client.get(page(occurrence, "open/"))
    assert "not possible in the state it is in now" in words(response)
    refused = client.post(page(occurrence, "open/"), {"seen": response.context["form"]["seen"].value()})

    assert refused.status_code == 422


def test_opening_without_tickets_says_what_to_do(client):
    occurrence = make_occurrence(state="draft")

    refused = client.post(page(occurrence, "open/"), {"seen": seen(client, occurrence, "open")})

    assert "Make a kind of ticket first" in words(refused)
