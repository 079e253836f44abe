"""Five hundred people want a hundred places in ten seconds: the form is opened, filled in and sent over HTTP, against
PostgreSQL, with two web processes and a worker.

    python -m tests.benchmarks.booking_rush [people] [places]

First a hundred come one after the other: what a sign-up costs, everything included (pages, places, ticket, mail,
calendar). Then the rush: one in ten clicks twice, one in ten only looks, one in twenty gives the place back at once.
Then the same with our locks taken away, which must sell too many, or the rush has proved nothing.

Counted in the database: what is given out is what there is, at every moment; nobody has two places, everybody got an
answer, and the waiting list stands in the order of the commits. Seconds depend on the machine and on what else it does.
"""

import json
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.rush_settings"
django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402

from events.enums import HOLDING_STATES, LIVE_STATES, PlaceState  # noqa: E402
from events.models import Place  # noqa: E402
from tests.database import ROOT, fresh_database  # noqa: E402
from tests.factories.events import make_category, make_occurrence  # noqa: E402

from .rush_people import Visitor, cancel, come, people, rush  # noqa: E402
from .rush_site import Site  # noqa: E402

RESULTS = ROOT / "test-results" / "benchmarks-booking-rush.json"
PEOPLE, PLACES, WITHIN = 500, 100, 10.0
ONE_BY_ONE, BUDGET_MS = 100, 80
# The negative control: everybody at once wants the one place, and nobody gives it back.
UNLOCKED_PEOPLE, UNLOCKED_PLACES = 40, 1
# What is said to whoever signed up.
ANSWERED = (200, 302)
Figures = dict[str, Any]


def main(words: list[str]) -> None:
    number = int(words[0]) if words else PEOPLE
    places = int(words[1]) if len(words) > 1 else PLACES
    logging.disable(logging.WARNING)
    figures: Figures = {}
    for name, work in {
        "one sign-up after the other": _one_by_one,
        f"{number} people want {places} places": lambda: _rush(number, places),
        "without our locks": lambda: _rush(UNLOCKED_PEOPLE, UNLOCKED_PLACES, locked=False),
    }.items():
        print(name, flush=True)
        figures[name] = work()
        print(json.dumps(figures[name], indent=1), flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n")


@contextmanager
def site(*, locked: bool = True) -> Iterator[Site]:
    with fresh_database("places") as name, tempfile.TemporaryDirectory(prefix="samvirke-places-") as var:
        connection.close()
        connection.settings_dict["NAME"] = name
        with Site(name, Path(var), locked=locked) as running:
            yield running
        connection.close()


def _visitors(number: int, places: int) -> list[Visitor]:
    category = make_category(make_occurrence(), size=places)
    return people(number, f"/events/{category.occurrence.uid}/sign-up/", category.pk)


def _warm(visitor: Visitor, port: int) -> None:
    """Both processes have shown every page once."""
    other = make_category(make_occurrence(), size=50)
    for one in people(8, f"/events/{other.occurrence.uid}/sign-up/", other.pk):
        come(one, port)


# --- One after the other -----------------------------------------------------------------------


def _one_by_one() -> Figures:
    with site() as running:
        visitors = _visitors(ONE_BY_ONE, ONE_BY_ONE)
        for one in visitors:
            one.clicks, one.leaves = 1, False
        _warm(visitors[0], running.port)
        running.settle()
        before = running.spent()
        for one in visitors:
            come(one, running.port)
        running.settle()
        spent = {name: seconds - before[name] for name, seconds in running.spent().items()}
        done = Place.objects.filter(category=visitors[0].category, state=PlaceState.CONFIRMED).count()
    each = {name: round(1000 * seconds / done, 1) for name, seconds in spent.items()}
    return {"signed_up": done, "cpu_ms_each": each | {"total": round(sum(each.values()), 1)}, "budget_ms": BUDGET_MS}


# --- All at once -------------------------------------------------------------------------------


def _rush(number: int, places: int, *, locked: bool = True) -> Figures:
    with site(locked=locked) as running:
        visitors = _visitors(number, places)
        _warm(visitors[0], running.port)
        running.settle()
        before, started = running.spent(), time.perf_counter()
        with Counter(visitors[0].category) as counter:
            rush(visitors, running.port, within=WITHIN if locked else 0.0)
            seconds = time.perf_counter() - started
            for one in visitors:
                if locked and one.cancels and one.status == 302:
                    cancel(one, running.port)
        running.settle()
        spent = {name: now - before[name] for name, now in running.spent().items()}
        figures = _counted(visitors, places) | {"most_given_out_at_once": counter.most}
    answered = sum(not one.leaves for one in visitors)
    for words in sorted({failure for one in visitors for failure in one.failures})[:5]:
        print(words)
    return figures | {
        "seconds": round(seconds, 1),
        "cpu_ms_each": {name: round(1000 * one / answered, 1) for name, one in spent.items()},
        "seconds_to_an_answer": _spread(sorted(one.seconds for one in visitors)),
    }


class Counter:
    """How many places were given out at most, looked at all the time."""

    def __init__(self, category: int) -> None:
        self.category, self.most, self.over = category, 0, Event()
        self.thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Counter":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.over.wait(0.2):
            self.most = max(self.most, Place.objects.filter(category=self.category, state__in=HOLDING_STATES).count())
        connection.close()


def _counted(visitors: list[Visitor], places: int) -> Figures:
    own = Place.objects.filter(category=visitors[0].category)
    states = dict(own.order_by().values_list("state").annotate(number=Count("pk")))
    lives = own.filter(state__in=LIVE_STATES)
    given_out = sum(states.get(state, 0) for state in HOLDING_STATES)
    return {
        "people": len(visitors),
        "places": places,
        "given_out": given_out,
        "oversold": max(0, given_out - places),
        "states": {str(state): number for state, number in sorted(states.items())},
        "people_with_two_places": lives.values("email").annotate(number=Count("pk")).filter(number__gt=1).count(),
        "line_in_order_of_commits": _line(own) == _commits(visitors[0].category),
        "without_an_answer": sum(one.status not in ANSWERED or bool(one.failures) for one in visitors),
        "double_clicks": sum(one.clicks > 1 and not one.leaves for one in visitors),
        "only_looked": sum(one.leaves for one in visitors),
        "gave_back": states.get(PlaceState.CANCELLED, 0),
    }


def _line(own: Any) -> list[int]:
    waiting = own.filter(state=PlaceState.WAITING)
    return list(waiting.order_by("waits_since", "booking_id").values_list("pk", flat=True))


def _commits(category: int) -> list[int]:
    """Under the lock, transactions begin to write in the order in which they are committed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM events_place WHERE category_id = %s AND state = 'waiting' ORDER BY xmin::text::bigint",
            [category],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _spread(times: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(times), 2),
        "p95": round(times[int(0.95 * (len(times) - 1))], 2),
        "longest": round(times[-1], 2),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
