import re
from datetime import UTC, datetime

import pytest

from events.models import Occurrence, Series
from tests.factories.events import make_category, make_occurrence, make_series

pytestmark = pytest.mark.django_db


def rule(**changed):
    return {
        "repeats": "monthly",
        "first": "2027-02-09",
        "every": "1",
        "count": "3",
        "starts": "09:00",
        "ends": "10:00",
        "timezone": "Europe/Oslo",
        "mode": "online",
        "begins_as": "open",
        **changed,
    }


@pytest.fixture
def url():
    return f"/admin/events/series/{make_series('network').pk}/meetings/"


def test_days_are_shown_before_they_are_made(client, url):
    shown = client.post(url, rule())
    assert "3 meetings" in shown.content.decode()
    assert Occurrence.objects.count() == 0

    client.post(url, rule(make="1"))
    client.post(url, rule(make="1"))

    found = Occurrence.objects.order_by("starts_at")
    assert [one.starts_at.astimezone(one.zone).isoformat()[:16] for one in found] == [
        "2027-02-09T09:00",
        "2027-03-09T09:00",
        "2027-04-13T09:00",
    ]
    assert {one.state for one in found} == {"open"}


@pytest.mark.parametrize(("also", "made"), [("", 2), ("on", 3)])
def test_day_that_has_a_meeting_is_said_and_left_out_unless_it_is_wanted(client, url, also, made):
    make_occurrence(Series.objects.get(), starts_at=datetime(2027, 3, 9, 17, tzinfo=UTC))
    make_occurrence(Series.objects.get(), starts_at=datetime(2027, 4, 13, 17, tzinfo=UTC), state="cancelled")

    shown = client.post(url, rule()).content.decode()
    client.post(url, rule(make="1", also=also))

    assert "There is a meeting on these days already, and none is made: 9. March 2027" in re.sub(r"\s+", " ", shown)
    assert 'type="checkbox" name="also"' in shown
    assert Occurrence.objects.count() == 2 + made


def test_day_left_out_in_vain_is_said(client, url):
    shown = client.post(url, rule(skip="9.3.2027\n10.3.2027")).content.decode()

    assert "To be left out, but no day of these meetings: 10. March 2027" in re.sub(r"\s+", " ", shown)


def test_every_line_that_is_no_day_is_said(client, url):
    response = client.post(url, rule(skip="påske\n9.3.2027\n31.2.2027"))

    assert [text[:11] for text in response.context["form"].errors["skip"]] == ["“påske” is ", "“31.2.2027”"]


def test_drafts_of_a_series_are_opened_together(client, url):
    series = Series.objects.get()
    for day in (9, 16):
        make_category(make_occurrence(series, starts_at=datetime(2027, 3, day, 9, tzinfo=UTC), state="draft"))
    make_category(make_occurrence(series, starts_at=datetime(2020, 3, 9, 9, tzinfo=UTC), state="draft"))
    make_occurrence(series, state="draft")
    page = url.replace("meetings/", "")
    assert "Open sign-up for the 2 drafts" in client.get(page).content.decode()

    client.post(page, {"open": "1"})

    assert sorted(Occurrence.objects.values_list("state", flat=True)) == ["draft", "draft", "open", "open"]
    assert "Open sign-up for the" not in client.get(page).content.decode()


def test_days_on_which_the_clocks_change_are_not_made(client, url):
    values = rule(repeats="listed", listed="28.3.2027\n2027-04-04", starts="02:30", make="1")

    shown = client.post(url, values)

    assert "the clocks change" in re.sub(r"\s+", " ", shown.content.decode())
    assert Occurrence.objects.count() == 0
    client.post(url, values | {"skip": "28.03.2027"})
    assert Occurrence.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"count": ""}, "until"),
        ({"count": "", "until": "2099-01-01", "repeats": "weekly"}, "until"),
        ({"first": ""}, "first"),
        ({"ends": "08:00"}, "ends"),
        ({"repeats": "listed", "listed": "neste tirsdag"}, "listed"),
        ({"repeats": "listed", "listed": ""}, "listed"),
        ({"first": "2020-02-09", "make": "1"}, "first"),
        ({"every": "0"}, "every"),
    ],
)
def test_rules_that_make_no_sense_are_refused(client, url, changed, field):
    response = client.post(url, rule(**changed))

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert Occurrence.objects.count() == 0
