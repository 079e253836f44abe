"""Forms of the desk are there to be filled in."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.utils import translation
from wagtail.users.models import UserProfile

from events.desk.forms.widgets import day_field, deadline_field
from events.models import Occurrence
from tests.factories.events import make_category, make_occurrence, make_series

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("rest", "field"), [("details/", "hours"), ("online/", "url"), ("tickets/new/", "price")])
def test_form_is_shown(client, rest, field):
    occurrence = make_category().occurrence

    said = client.get(f"/admin/events/{occurrence.pk}/{rest}").content.decode()

    assert f'name="{field}"' in said


# --- Deadlines -------------------------------------------------------------------------------------


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


class DeadlineForm(forms.Form):
    until = deadline_field("Until", help_text="Say when.")


@pytest.mark.parametrize(
    ("day", "clock_time", "moment"),
    [
        ("2027-02-01", "", datetime(2027, 2, 1, 23, tzinfo=UTC)),
        ("2027-02-01", "12:00", datetime(2027, 2, 1, 11, tzinfo=UTC)),
        ("2027-03-27", "", datetime(2027, 3, 27, 23, tzinfo=UTC)),
        ("2027-03-28", "", datetime(2027, 3, 28, 22, tzinfo=UTC)),
        ("2027-10-31", "", datetime(2027, 10, 31, 23, tzinfo=UTC)),
        ("", "", None),
    ],
)
def test_deadline_without_a_time_is_the_whole_day_and_is_shown_so(day, clock_time, moment):
    form = DeadlineForm({"until_day": day, "until_time": clock_time})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["until"] == moment
    shown = DeadlineForm(initial={"until": moment})["until"].as_widget()
    assert (f'value="{day}"' in shown) is bool(day)
    assert (f'value="{clock_time}"' in shown) is bool(clock_time)
    assert shown.count(" value=") == bool(day) + bool(clock_time)


@pytest.mark.parametrize(
    ("day", "clock_time", "words"),
    [
        ("", "12:00", "Choose the day too."),
        ("2027-03-28", "02:30", "02:30 does not exist"),
        ("2027-10-31", "02:30", "02:30 comes twice"),
        ("31.13.2027", "", "Enter a valid date."),
        ("9999-12-31", "", "2100-12-31"),
    ],
)
def test_deadline_that_is_no_moment_is_refused(day, clock_time, words, in_english):
    form = DeadlineForm({"until_day": day, "until_time": clock_time})

    assert words in str(form.errors["until"])


def test_parts_of_a_deadline_are_named_for_who_does_not_see_them(in_english):
    field = DeadlineForm()["until"]

    shown = field.as_widget()

    assert 'aria-label="Until: Day"' in shown
    assert 'aria-label="Until: Time"' in shown
    assert field.help_text == "Say when. Without a time it is until the end of that day."


@pytest.mark.parametrize("name", ["closes_at", "change_until", "cancel_until", "names_until", "reconfirm_until"])
def test_details_show_the_last_day_of_a_deadline_at_midnight(client, name):
    occurrence = make_occurrence(**{name: datetime(2027, 2, 1, 23, tzinfo=UTC)})

    said = client.get(f"/admin/events/{occurrence.pk}/details/").content.decode()

    assert 'value="2027-02-01"' in said
    assert "2027-02-02" not in said
    assert "00:00" not in said


def test_deadline_on_the_day_itself_is_when_it_starts(client):
    occurrence = make_occurrence()
    typed = {"waiting": "strict", "offer_hours": "8", "cancel_until_day": "2027-02-25"}

    response = client.post(f"/admin/events/{occurrence.pk}/details/", typed)

    assert response.status_code == 302, response.context["form"].errors
    occurrence.refresh_from_db()
    assert occurrence.cancel_until == occurrence.starts_at


def test_moments_stand_on_the_centres_clock_for_everybody(client, coordinator):
    UserProfile.get_for_user(coordinator)

    assert 'name="locale-current_time_zone"' not in client.get("/admin/account/").content.decode()


# --- Years nobody means ----------------------------------------------------------------------------


@pytest.mark.parametrize("year", ["0001", "1999", "2101", "9999"])
def test_mistyped_year_is_refused_where_it_stands(client, year):
    day = f"{year}-12-31"
    new = {"kind": "gathering", "title": "Møte", "starts": "10:00", "ends": "12:00", "mode": "room", "day": day}
    rule = {"repeats": "weekly", "first": day, "count": "2", "starts": "10:00", "ends": "12:00", "mode": "online"}
    rule |= {"begins_as": "draft"}

    for url, typed, field in (
        ("/admin/events/new/", new | {"deadline": day}, "day"),
        (f"/admin/events/series/{make_series().pk}/meetings/", rule, "first"),
    ):
        response = client.post(url, typed)
        assert response.status_code == 422
        assert field in response.context["form"].errors
    assert not Occurrence.objects.exists()
    assert day_field("Day").clean("2100-12-31")
