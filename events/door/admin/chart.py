"""Columns for a chart: how many of those with a place came, one after the other. The table below holds the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format

from ..turnouts import Turnout

# Measures of the drawing, in its own units; the newest so many are drawn.
STEP, COLUMN, TALL, TOP, FOOT = 40, 24, 160, 20, 28
MOST = 24


class Column(NamedTuple):
    x: int
    y: float
    height: float
    percent: int
    day: str
    words: str

    @property
    def middle(self) -> int:
        return self.x + COLUMN // 2

    @property
    def number_y(self) -> float:
        return self.y - 4


@dataclass(frozen=True)
class Chart:
    columns: list[Column]

    height = TOP + TALL + FOOT
    base = TOP + TALL
    text_y = TOP + TALL + 18
    column = COLUMN

    @property
    def width(self) -> int:
        return max(STEP * len(self.columns), STEP)


def chart_of(turnouts: Sequence[Turnout]) -> Chart:
    """The oldest on the left."""
    drawn = [one for one in reversed(turnouts[:MOST]) if one.confirmed]
    return Chart([_column(number, one) for number, one in enumerate(drawn)])


def _column(number: int, one: Turnout) -> Column:
    percent = 100 - one.absent_percent
    height = round(TALL * percent / 100, 1)
    starts = timezone.localtime(one.occurrence.starts_at, one.occurrence.zone)
    words = f"{one.occurrence.title}, {date_format(starts, 'DATE_FORMAT')}: {percent} %"
    return Column(number * STEP + 8, TOP + TALL - height, height, percent, f"{starts:%d.%m}", words)
