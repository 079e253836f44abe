"""The budgets of what visitors see of events: the calendar with 500 of them, an event's page and its form, the feed for
programs; and the coordinator's page of one with 10 000 places.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from cms.page_cache import forget_pages
from events.enums import PlaceState
from events.models import Place
from tests.factories.events import AT, make_booking, make_category, make_occurrence, make_series
from tests.factories.happenings import make_day_page
from tests.factories.people import make_admin
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
    yield from _one(client)
    yield from _desk()


def _one(client: Client) -> Iterator[Figure]:
    """An event with a page of its own, kept and made anew, and the form to sign up."""
    occurrence, page = make_category(size=50).occurrence, make_day_page()
    occurrence.page_key = page.translation_key
    occurrence.save(update_fields=["page_key"])

    def anew() -> None:
        forget_pages()
        assert client.get(page.url).status_code == 200

    yield measure("event page, made anew", anew, budget_ms=40.0)
    yield measure("event page, from the cache", lambda: client.get(page.url), budget_ms=10.0)
    form = f"/events/{occurrence.uid}/sign-up/"
    yield measure("form to sign up", lambda: client.get(form), budget_ms=None)


def _desk() -> Iterator[Figure]:
    client, url = Client(), "/admin/events/{}/"
    client.force_login(make_admin())
    for number in (10, 10_000):
        category = make_category(size=20_000)
        booking = make_booking(category.occurrence)
        Place.objects.bulk_create(
            Place(
                booking=booking,
                occurrence=category.occurrence,
                category=category,
                mode=category.mode,
                state=PlaceState.CONFIRMED,
                code=f"{number}-{one}",
                email=f"{number}-{one}@example.org",
                booked_at=AT,
                confirmed_at=AT,
            )
            for one in range(number)
        )
        address = url.format(category.occurrence.pk)
        assert client.get(address).status_code == 200
        name = f"coordinator's page, {number} places"
        yield measure(name, lambda address=address: client.get(address), budget_ms=None, rounds=20)  # type: ignore[misc]
