"""Bars made of pieces: how many of each kind, where a piece begins and how long it is, of 100."""

from collections.abc import Iterable
from typing import NamedTuple


class Bar(NamedTuple):
    """A piece of a bar. `state` names its looks; the number stands in the table beside it."""

    state: str
    number: int
    start: float
    length: float


def bars_of(parts: Iterable[tuple[str, int]]) -> list[Bar]:
    """The pieces of one bar, from the left; what there is none of is left out."""
    parts = list(parts)
    total = sum(number for _, number in parts)
    found, start = [], 0.0
    for state, number in parts:
        length = 100 * number / total if total else 0.0
        if number:
            found.append(Bar(state, number, round(start, 2), round(length, 2)))
        start += length
    return found
