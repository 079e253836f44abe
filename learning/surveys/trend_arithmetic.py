"""One question of the bank over the years, by its stable key, whatever surveys and versions asked it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .content import Asked
from .results import Row, Tally, merged, tally
from .suppression import groups_to_show


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
    """Year by year. What one occasion adds can be seen elsewhere by itself and as a whole, so its own years must bear
    being shown beside its total (`suppression.py`); a year that does not is left out whole.
    """
    askings = list(askings)
    if not askings:
        return None, []
    question = next(iter(merged(one.question for one in askings).values()))
    by_year: dict[int, list[Row]] = {}
    for asking in askings:
        for year, rows in _shown_years(asking).items():
            by_year.setdefault(year, []).extend(rows)
    return question, [Year(year, tally(question, by_year[year], sums_only=False)) for year in sorted(by_year)]


def _shown_years(asking: Asking) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in asking.rows:
        if asking.question.key in row.answers:
            found.setdefault(row.year, []).append(row)
    shown = groups_to_show({year: len(rows) for year, rows in found.items()}) if asking.sums_only else found
    return {year: rows for year, rows in found.items() if year in shown}
