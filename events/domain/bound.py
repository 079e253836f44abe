"""Places that something else hangs on, a stand for one: they go with that, and not by themselves.

Rooms above say which these are, so that none is given back, let go of or erased from under what hangs on it.
"""

from collections.abc import Callable, Collection

# Called with ids of places; returns those of them that are bound.
Binding = Callable[[Collection[int]], set[int]]
BINDINGS: list[Binding] = []


class PlaceIsBound(Exception):
    """What hangs on the place is given back in a way of its own, and the place with it."""


def bound_places(places: Collection[int]) -> set[int]:
    """Ids of those among these that something hangs on. One query for each room that knows of such."""
    return {pk for binding in BINDINGS for pk in binding(places)} if places else set()
