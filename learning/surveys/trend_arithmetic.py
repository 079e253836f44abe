"""One question of the bank over the years, by its stable key, whatever surveys and versions asked it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .content import Asked
from .enums import MINIMUM
from .results import Row, Tally, merged, tally


@dataclass(frozen=True)
class Year:
    year: int
    tally: Tally


@dataclass(frozen=True)
class Asking:
    """What one occasion adds: the question as it was asked there, its countable answers, and whether in sums only."""

    question: Asked
    rows: Sequence[Row]
    sums_only: bool


def years_of(askings: Iterable[Asking]) -> tuple[Asked | None, list[Year]]:
    """Year by year. Of an occasion that shows sums only, a year with fewer than five answers is left out whole: what
    is added up can be seen elsewhere by itself, so a difference would tell.
    """
    askings = list(askings)
    if not askings:
        return None, []
    question = next(iter(merged(one.question for one in askings).values()))
    by_year: dict[int, list[Row]] = {}
    for asking in askings:
        for year, rows in _by_year(asking).items():
            if not asking.sums_only or len(rows) >= MINIMUM:
                by_year.setdefault(year, []).extend(rows)
    return question, [Year(year, tally(question, by_year[year], sums_only=False)) for year in sorted(by_year)]


def _by_year(asking: Asking) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in asking.rows:
        if asking.question.key in row.answers:
            found.setdefault(row.year, []).append(row)
    return found
