"""Feeds of 500 occurrences and of one person's days, through Django's test client on the test database.

python -m tests.benchmarks.calendars
"""

import logging
import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from cms import clock  # noqa: E402
from events.calendar import ical  # noqa: E402
from events.calendar.domain.tokens import make_token  # noqa: E402
from events.calendar.views import feeds  # noqa: E402
from events.models import Occurrence  # noqa: E402
from tests.database import fresh_database  # noqa: E402
from tests.factories.events import make_category, make_place, make_series  # noqa: E402
from tests.factories.people import make_user  # noqa: E402
from tests.queries import clear_caches, count_queries  # noqa: E402

from .measure import measure  # noqa: E402

OCCURRENCES, PLACES = 500, 20
FEED = "/calendar/all.ics"


def main() -> None:
    logging.disable(logging.WARNING)
    # Asked oftener here than by any program.
    feeds.LIMITS["personal_feed"] = "100000/h/key"
    with fresh_database("bench") as name:
        connection.settings_dict["NAME"] = name
        fill()
        client = Client(headers={"Accept-Encoding": "gzip"})
        etag = client.get(FEED).headers["ETag"]
        user = make_user()
        for category in map(make_category, Occurrence.objects.all()[:PLACES]):
            make_place(category, user=user)
        mine = f"/calendar/me/{make_token(user=user, by=user, at=clock.now())}.ics"
        my_tag = client.get(mine).headers["ETag"]
        print(f"{'ms of CPU, web and database':44}{'web':>8}{'database':>10}{'total':>8}{'budget':>8}{'queries':>9}")
        show(f"feed of {OCCURRENCES} occurrences, first", first(client, FEED), budget=150, rounds=15)
        show("the same, warm", lambda: client.get(FEED), budget=2)
        show("the same, 304", lambda: client.get(FEED, headers={"If-None-Match": etag}), budget=1.5)
        show(f"own feed of {PLACES} places, first", first(client, mine), rounds=15)
        show("own feed, warm", lambda: client.get(mine))
        show("own feed, 304", lambda: client.get(mine, headers={"If-None-Match": my_tag}))
        connection.close()


def fill() -> None:
    at, series = clock.now(), make_series()
    Occurrence.objects.bulk_create(
        Occurrence(
            series=series,
            state="open",
            titles={"nb": f"Fagdag nr. {number} om langvarig strømbrudd"},
            starts_at=at + timedelta(days=number),
            ends_at=at + timedelta(days=number, hours=6),
            venue="Elvestad kulturhus",
            address="Storgata 1, 2200 Elvestad",
            created_at=at,
            changed_at=at,
        )
        for number in range(OCCURRENCES)
    )


def first(client: Client, url: str) -> Callable[[], Any]:
    """As in a new process, after the tables have changed."""

    def work() -> None:
        clear_caches()
        ical.written.cache_clear()
        client.get(url)

    return work


def show(name: str, work: Callable[[], Any], *, budget: float | None = None, rounds: int = 60) -> None:
    figure = measure(name, work, budget_ms=budget, rounds=rounds)
    with count_queries() as asked:
        work()
    mark = "" if figure.holds else "  over"
    database = f"{figure.database_ms or 0:.1f}"
    print(
        f"{name:44}{figure.web_ms:8.1f}{database:>10}{figure.total_ms:8.1f}{budget or '':>8}{len(asked):9}{mark}",
        flush=True,
    )


if __name__ == "__main__":
    main()
