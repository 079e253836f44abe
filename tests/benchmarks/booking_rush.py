"""Five hundred people want a hundred places in ten seconds: the form is opened, filled in and sent over HTTP, against
PostgreSQL, with two web processes. One in ten clicks twice.

    python -m tests.benchmarks.booking_rush [people] [places]

Counted afterwards in the database: exactly the places there are are confirmed, nobody has two, everybody got an answer,
and the waiting list stands in the order of the commits. Times depend on the machine and on what else it does.
"""

import http.client
import json
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
django.setup()

from bs4 import BeautifulSoup  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402

from events.enums import PlaceState  # noqa: E402
from events.models import Place  # noqa: E402
from tests.database import ROOT, fresh_database, url_of  # noqa: E402
from tests.factories.events import make_category, make_occurrence  # noqa: E402

from .quiz_rush import served  # noqa: E402

RESULTS = ROOT / "test-results" / "benchmarks-booking-rush.json"
PEOPLE, PLACES, WITHIN = 500, 100, 10.0
TOKEN = "t" * 32
# What is said to whoever signed up, and how often somebody who finds all taken goes on to the waiting list.
ANSWERED, ATTEMPTS = (200, 302), 3


@dataclass
class Visitor:
    """One browser, with an address of its own: limits go by address."""

    number: int
    form: str
    category: int
    clicks: int = 1
    status: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"127.0.{1 + self.number // 250}.{1 + self.number % 250}"

    @property
    def words(self) -> dict[str, str]:
        return {
            "name": f"Kari Nordmann {self.number}",
            "email": f"kari{self.number}@example.org",
            f"number-{self.category}": "1",
            "comes": "on",
            "terms": "on",
        }


def main(words: list[str]) -> None:
    people = int(words[0]) if words else PEOPLE
    places = int(words[1]) if len(words) > 1 else PLACES
    logging.disable(logging.WARNING)
    with fresh_database("places") as name, tempfile.TemporaryDirectory(prefix="samvirke-places-") as var:
        connection.settings_dict["NAME"] = name
        visitors = prepare(people, places)
        print(f"{people} people want {places} places", flush=True)
        server = served(url_of(name), Path(var))
        with server as port:
            visit(visitors[0], port, send=False)
            before = cpu_seconds(server.process.pid)
            started = time.perf_counter()
            rush(visitors, port)
            seconds = time.perf_counter() - started
            web = cpu_seconds(server.process.pid) - before
        show(visitors, places, seconds, web)
        connection.close()


def prepare(people: int, places: int) -> list[Visitor]:
    category = make_category(make_occurrence(), size=places)
    form = f"/events/{category.occurrence.uid}/sign-up/"
    chance = random.Random(1)
    return [Visitor(number, form, category.pk, clicks=1 + (chance.random() < 0.1)) for number in range(people)]


def rush(visitors: list[Visitor], port: int) -> None:
    """Everybody comes at a moment of their own within ten seconds."""
    chance = random.Random(2)
    begins = time.perf_counter() + 0.5
    moments = [begins + chance.random() * WITHIN for _ in visitors]
    with ThreadPoolExecutor(len(visitors)) as pool:
        list(pool.map(lambda pair: come(pair[0], port, at=pair[1]), zip(visitors, moments, strict=True)))


def come(visitor: Visitor, port: int, *, at: float) -> None:
    time.sleep(max(0.0, at - time.perf_counter()))
    started = time.perf_counter()
    visit(visitor, port)
    visitor.seconds = time.perf_counter() - started


def visit(visitor: Visitor, port: int, *, send: bool = True) -> None:
    """Open the form and send it; when it says that all is taken, send it again to wait."""
    visitor.status, page = ask(visitor, port, "GET", None)
    if not send or visitor.status != 200:
        return
    for _attempt in range(ATTEMPTS):
        form = hidden(page) | visitor.words
        with ThreadPoolExecutor(visitor.clicks) as clicks:
            answers = list(clicks.map(lambda _, form=form: ask(visitor, port, "POST", form), range(visitor.clicks)))
        visitor.status, page = min(answers, key=lambda answer: answer[0] != 302)
        if visitor.status == 302:
            return
    visitor.failures.append(f"not through after {ATTEMPTS} attempts: {visitor.status}")


def hidden(page: str) -> dict[str, str]:
    """What the form carries along, as a browser would send it."""
    inputs = BeautifulSoup(page, "html.parser").select('form[method="post"] input[type="hidden"]')
    return {str(one["name"]): str(one.get("value", "")) for one in inputs if one.get("name")}


def ask(visitor: Visitor, port: int, verb: str, form: dict[str, str] | None) -> tuple[int, str]:
    headers = {"Cookie": f"csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    source = (visitor.address, 0)
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300, source_address=source)) as line:
            line.request(verb, visitor.form, urlencode(form) if form else None, headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
    except OSError as error:
        visitor.failures.append(f"{verb}: {error}")
        return 0, ""


def cpu_seconds(number: int) -> float:
    """Processor time of a process and all it has started."""
    ticks = os.sysconf("SC_CLK_TCK")
    fields = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    return (int(fields[11]) + int(fields[12])) / ticks + sum(cpu_seconds(int(child)) for child in children)


def show(visitors: list[Visitor], places: int, seconds: float, web: float) -> None:
    times = sorted(visitor.seconds for visitor in visitors)
    states = dict(Place.objects.order_by().values_list("state").annotate(number=Count("pk")))
    twice = Place.objects.values("email").annotate(number=Count("pk")).filter(number__gt=1).count()
    figures: dict[str, Any] = {
        "people": len(visitors),
        "places": places,
        "confirmed": states.get(PlaceState.CONFIRMED, 0),
        "waiting": states.get(PlaceState.WAITING, 0),
        "people_with_two_places": twice,
        "line_in_order_of_commits": _line() == _commits(),
        "without_an_answer": sum(visitor.status not in ANSWERED or bool(visitor.failures) for visitor in visitors),
        "double_clicks": sum(visitor.clicks > 1 for visitor in visitors),
        "seconds": round(seconds, 1),
        "web_cpu_ms_each": round(1000 * web / len(visitors), 1),
        "seconds_to_an_answer": {
            "median": round(statistics.median(times), 2),
            "p95": round(times[int(0.95 * (len(times) - 1))], 2),
            "longest": round(times[-1], 2),
        },
    }
    print(json.dumps(figures, indent=1))
    for words in sorted({failure for visitor in visitors for failure in visitor.failures})[:5]:
        print(words)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n")


def _line() -> list[int]:
    waiting = Place.objects.filter(state=PlaceState.WAITING)
    return list(waiting.order_by("waits_since", "booking_id").values_list("pk", flat=True))


def _commits() -> list[int]:
    """Under the lock, transactions begin to write in the order in which they are committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM events_place WHERE state = 'waiting' ORDER BY xmin::text::bigint")
        return [pk for (pk,) in cursor.fetchall()]


if __name__ == "__main__":
    main(sys.argv[1:])
