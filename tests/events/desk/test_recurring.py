import re

import pytest

from events.models import Occurrence
from tests.factories.events import make_series

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
