"""Places by the verbs alone, without a page: how much of a sign-up's budget the heart takes."""

from collections.abc import Iterator
from itertools import count

from tests.factories.bookings import order, somebody
from tests.factories.events import make_category

from .measure import Figure, measure

_numbers = count(1)


def figures() -> Iterator[Figure]:
    few, many, full = make_category(size=1_000), make_category(size=20_000), make_category(size=1)
    for _ in range(1_000):
        order(many, number=10)
    order(full)
    yield measure("book one place, verb", lambda: order(few, _person()), budget_ms=None)
    yield measure("the same, of 10 000 sold", lambda: order(many, _person()), budget_ms=None)
    yield measure("join a waiting list, verb", lambda: order(full, _person()), budget_ms=None)


def _person() -> object:
    return somebody(next(_numbers))
