"""Columns for a chart of months: where each stands and how tall it is. The table below holds the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .centre import Month

# Measures of the drawing, in its own units.
MONTH, COLUMN, TALL, TOP, FOOT = 60, 15, 180, 20, 24
SERIES = ("enrolments", "completions", "certificates")


class Column(NamedTuple):
    series: str
    number: int
    x: float
    y: float
    height: float
    words: str


class Label(NamedTuple):
    x: int
    text: str


@dataclass(frozen=True)
class Chart:
    columns: list[Column]
    labels: list[Label]
    most: int

    width = 12 * MONTH
    height = TOP + TALL + FOOT
    base = TOP + TALL
    text_y = TOP + TALL + 18
    column = COLUMN


def chart_of(months: Sequence[Month]) -> Chart:
    most = max((number for month in months for number in month[1:]), default=0)
    columns = [column for place, month in enumerate(months) for column in _columns(place, month, most)]
    labels = [Label(place * MONTH + MONTH // 2, date_format(month.first, "M")) for place, month in enumerate(months)]
    return Chart(columns, labels, most)


def _columns(place: int, month: Month, most: int) -> list[Column]:
    found, words = [], series_words()
    for number, series in enumerate(SERIES):
        value = getattr(month, series)
        height = round(TALL * value / most, 1) if most else 0.0
        said = f"{date_format(month.first, 'F')}, {words[series]}: {value}"
        found.append(
            Column(series, value, place * MONTH + 6 + number * (COLUMN + 1), TOP + TALL - height, height, said)
        )
    return [column for column in found if column.number]


def series_words() -> dict[str, Any]:
    return {"enrolments": _("Enrolments"), "completions": _("Completions"), "certificates": _("Certificates")}
