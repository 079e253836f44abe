"""The people of the rush: each a browser with an address of its own, and habits."""

import html
import http.client
import random
import re
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urlencode

from events.models import Booking
from events.place_links import booking_path

TOKEN = "t" * 32
# How often somebody who finds all taken goes on to the waiting list.
ATTEMPTS = 3
TWICE, LEAVES, CANCELS = 0.1, 0.1, 0.05
HIDDEN = re.compile(r'<input(?=[^>]*type="hidden")(?=[^>]*name="([^"]*)")(?:[^>]*value="([^"]*)")?')


@dataclass
class Visitor:
    """`clicks` twice, `leaves` after a look at the form, `cancels` as soon as they have their answer."""

    number: int
    form: str
    category: int
    clicks: int = 1
    leaves: bool = False
    cancels: bool = False
    status: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"127.0.{1 + self.number // 250}.{1 + self.number % 250}"

    @property
    def email(self) -> str:
        return f"kari{self.number}@example.org"

    @property
    def words(self) -> dict[str, str]:
        return {
            "name": f"Kari Nordmann {self.number}",
            "email": self.email,
            f"number-{self.category}": "1",
            "comes": "on",
            "terms": "on",
        }


def people(number: int, form: str, category: int) -> list[Visitor]:
    """The same habits at every run."""
    chance = random.Random(1)
    return [
        Visitor(
            one,
            form,
            category,
            clicks=1 + (chance.random() < TWICE),
            leaves=chance.random() < LEAVES,
            cancels=chance.random() < CANCELS,
        )
        for one in range(number)
    ]


def rush(visitors: Iterable[Visitor], port: int, *, within: float) -> None:
    """Everybody comes at a moment of their own."""
    chance, come_in = random.Random(2), list(visitors)
    begins = time.perf_counter() + 0.5
    moments = [begins + chance.random() * within for _ in come_in]
    with ThreadPoolExecutor(len(come_in)) as pool:
        list(pool.map(lambda pair: come(pair[0], port, at=pair[1]), zip(come_in, moments, strict=True)))


def come(visitor: Visitor, port: int, *, at: float = 0.0) -> None:
    time.sleep(max(0.0, at - time.perf_counter()))
    started = time.perf_counter()
    visit(visitor, port)
    visitor.seconds = time.perf_counter() - started


def visit(visitor: Visitor, port: int) -> None:
    """Open the form, send it and read what came of it; when it says that all is taken, send it again to wait."""
    visitor.status, page = ask(visitor, port, visitor.form)
    if visitor.leaves or visitor.status != 200:
        return
    for _attempt in range(ATTEMPTS):
        form = hidden(page) | visitor.words
        with ThreadPoolExecutor(visitor.clicks) as clicks:
            answers = list(
                clicks.map(lambda _, form=form: ask(visitor, port, visitor.form, form), range(visitor.clicks))
            )
        visitor.status, page = min(answers, key=lambda answer: answer[0] != 302)
        if visitor.status == 302:
            _read_on(visitor, port, page)
            return
    visitor.failures.append(f"not through after {ATTEMPTS} attempts: {visitor.status}")


def _read_on(visitor: Visitor, port: int, path: str) -> None:
    status, _page = ask(visitor, port, path)
    if status != 200:
        visitor.failures.append(f"what came of it: {status}")


def cancel(visitor: Visitor, port: int) -> None:
    """By the link of their mail."""
    path = booking_path(Booking.objects.get(email=visitor.email), "cancel_booking")
    status, _page = ask(visitor, port, path, {})
    if status != 302:
        visitor.failures.append(f"cancelling: {status}")


def hidden(page: str) -> dict[str, str]:
    """What the form carries along, as a browser would send it."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page)}


def ask(visitor: Visitor, port: int, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    """The status, and the page or where it leads to."""
    headers = {"Cookie": f"csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    verb, body = ("GET", None) if form is None else ("POST", urlencode(form))
    source = (visitor.address, 0)
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300, source_address=source)) as line:
            line.request(verb, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.getheader("Location") or answer.read().decode()
    except OSError as error:
        visitor.failures.append(f"{verb}: {error}")
        return 0, ""
