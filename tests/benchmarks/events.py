"""The budgets of what visitors see of events: the calendar with 500 of them, an event's page and its form, a programme
of 500 talks, the feed for programs; one's own day with 500 to come; the coordinator's page of one with 10 000 places.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.test import Client
from django.utils import timezone

from cms.page_cache import forget_pages
from events.enums import PlaceState
from events.models import Booking, Occurrence, Place, TicketCategory
from tests.factories.events import make_booking, make_category, make_occurrence, make_place, make_series
from tests.factories.happenings import make_day_page
from tests.factories.people import make_admin, make_user
from tests.factories.places import make_municipality
from tests.factories.programme import make_large_programme

from .measure import Figure, measure

EVENTS = 500
PLACES = 10_000


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
    yield from _programme(client)
    yield from _my_day()
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


def _programme(client: Client) -> Iterator[Figure]:
    url = f"/events/{make_large_programme(500).occurrence.uid}/programme/"
    assert client.get(url).status_code == 200
    yield measure("programme of 500 talks", lambda: client.get(url), budget_ms=20.0)


def _my_day() -> Iterator[Figure]:
    """Somebody who has a place at each of the 500."""
    user, client = make_user(), Client()
    for occurrence in Occurrence.objects.filter(categories__isnull=False)[:EVENTS]:
        make_place(occurrence.categories.get(), user=user)
    client.force_login(user)
    assert client.get("/me/").status_code == 200
    yield measure("my day, 500 events to come", lambda: client.get("/me/"), budget_ms=15.0)


def _desk() -> Iterator[Figure]:
    """Constant queries (tests/events/desk), so what is left is counting and one page of rows."""
    category = make_category(size=PLACES)
    booking = make_booking(category.occurrence)
    Place.objects.bulk_create(_places(booking, category), batch_size=1000)
    client = Client()
    client.force_login(make_admin())
    desk = f"/admin/events/{category.occurrence_id}/"
    for name, rest in {"overview": "", "people": "people/", "letter": "people/mail/", "log": "log/"}.items():
        assert client.get(desk + rest).status_code == 200
        about = f"desk, {name}, 10 000 places"
        yield measure(about, lambda url=desk + rest: client.get(url), budget_ms=None, rounds=10)  # type: ignore[misc]
    table = f"{desk}people/export/people/csv/"
    work = partial(_read, client, table)
    yield measure("desk, people as CSV, 10 000 places", work, budget_ms=None, rounds=3)


def _places(booking: Booking, category: TicketCategory) -> Iterator[Place]:
    for number in range(PLACES):
        yield Place(
            booking=booking,
            occurrence=category.occurrence,
            category=category,
            mode=category.mode,
            state=PlaceState.CONFIRMED,
            code=f"{number:016d}",
            name=f"Deltaker {number}",
            email=f"deltaker{number}@example.org",
            booked_at=booking.booked_at,
            confirmed_at=booking.booked_at,
        )


def _read(client: Client, url: str) -> int:
    return sum(map(len, client.get(url)))
