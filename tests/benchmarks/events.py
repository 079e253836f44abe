"""The budgets of what visitors see of events: the calendar with 500 of them, and the feed for programs."""

from collections.abc import Iterator
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tests.factories.events import make_category, make_occurrence, make_series
from tests.factories.places import make_municipality

from .measure import Figure, measure

EVENTS = 500


def figures() -> Iterator[Figure]:
    now = timezone.now()
    places = [make_municipality(f"Kommune {n}", latitude=60 + n / 10, longitude=10.0) for n in range(20)]
    series = make_series()
    for number in range(EVENTS):
        starts_at = now + timedelta(hours=7 * (number + 1))
        make_category(make_occurrence(series, starts_at=starts_at, municipality=places[number % 20]), size=50)
    client = Client()
    month = f"{now + timedelta(days=40):%Y-%m}"
    addresses = {
        "list": ("/events/", 10.0),
        "list narrowed down": ("/events/?kind=professional_day", None),
        "month": (f"/events/?view=month&month={month}", None),
        "near me": (f"/events/?view=near&municipality={places[0].pk}", None),
        "JSON feed, whole": ("/events.json", None),
    }
    for name, (url, budget) in addresses.items():
        assert client.get(url).status_code == 200
        yield measure(f"{name}, 500 events", lambda url=url: client.get(url), budget_ms=budget)  # type: ignore[misc]
