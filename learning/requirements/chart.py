"""Bars for a chart: how long each piece is and where it begins. A table with the numbers stands below every chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .centre import RequirementRow, Tally
from .enums import State

# Measures of the drawing, in its own units.
WIDTH, LABELS, ROW, BAR = 720, 260, 44, 20
# In this order from the left: what is well first. A state has a pattern of its own beside its colour.
PIECES = (State.COVERED, State.DUE_SOON, State.OVERDUE, State.VACANT)


class Piece(NamedTuple):
    state: State
    number: int
    x: float
    width: float
    # Where its number stands, or nothing where there is no room for it.
    middle: float | None


@dataclass(frozen=True)
class Bar:
    label: str
    percent: int
    y: int
    pieces: list[Piece]

    @property
    def text_y(self) -> int:
        return self.y + 15


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]

    width = WIDTH
    labels = LABELS
    bar_height = BAR

    @property
    def height(self) -> int:
        return ROW * len(self.bars)


def chart_of(rows: Sequence[RequirementRow]) -> Chart:
    """One bar for each requirement that is asked of somebody."""
    asked = [row for row in rows if row.tally.total]
    return Chart(
        [
            Bar(_short(row.demand.name), row.tally.percent, ROW * number + 8, _pieces(row.tally))
            for number, row in enumerate(asked)
        ]
    )


def _short(text: str) -> str:
    return text if len(text) <= 34 else f"{text[:33]}…"


def _pieces(tally: Tally) -> list[Piece]:
    room, x = WIDTH - LABELS - 60, float(LABELS)
    found = []
    for state in PIECES:
        width = room * tally.numbers[state] / tally.total
        if width:
            middle = round(x + width / 2, 1) if width > 22 else None
            found.append(Piece(state, tally.numbers[state], round(x, 1), round(width, 1), middle))
        x += width
    return found
