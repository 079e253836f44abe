"""How many came, over time and by series, and who they were: of what is settled, in a period."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.texts import said
from events.models import Occurrence, Series
from learning.surveys.models import Occasion
from learning.surveys.queries import questions_by_occasion, rows_by_occasion
from learning.surveys.results import tally
from learning.surveys.suppression import groups_to_show

from ..occasions import KIND, key_of
from ..turnouts import Participation, Turnout, participations, turnouts_of

# The newest ones; a table of more is what exports are for.
MOST = 500
# Columns of the table of survey means.
SURVEYED = 12


@dataclass(frozen=True)
class Wanted:
    """Of which series (all: None), and which ones began from a moment to another."""

    series: Series | None
    first: datetime
    last: datetime


class SeriesTurnout(NamedTuple):
    series: Series
    held: int
    confirmed: int
    came: int

    @property
    def absent_percent(self) -> int:
        return round(100 * (self.confirmed - self.came) / self.confirmed) if self.confirmed else 0


class Kinds(NamedTuple):
    """By kind of organisation, as may be shown; `others` are the kinds with too few people, together."""

    shown: list[Participation]
    others: Participation | None


def settled(wanted: Wanted) -> QuerySet[Occurrence]:
    rows = Occurrence.objects.filter(settlement__isnull=False, starts_at__gte=wanted.first, starts_at__lte=wanted.last)
    if wanted.series:
        rows = rows.filter(series=wanted.series)
    return rows.select_related("series").order_by("-starts_at", "-pk")


def turnout(wanted: Wanted) -> list[Turnout]:
    """The newest first. Two queries."""
    return turnouts_of(list(settled(wanted)[:MOST]))


def by_series(turnouts: Iterable[Turnout]) -> list[SeriesTurnout]:
    """Those where most stay away first."""
    found: dict[int, SeriesTurnout] = {}
    for one in turnouts:
        series = one.occurrence.series
        known = found.get(series.pk, SeriesTurnout(series, 0, 0, 0))
        found[series.pk] = SeriesTurnout(series, known.held + 1, known.confirmed + one.confirmed, known.came + one.came)
    return sorted(found.values(), key=lambda one: (-one.absent_percent, one.series.pk))


def kinds(wanted: Wanted) -> Kinds:
    """Who took part. Kinds with fewer than five people are counted together, so that nobody is told from a number."""
    found = participations(settled(wanted))
    may_be_shown = groups_to_show({one.kind: one.people for one in found})
    hidden = [one for one in found if one.kind not in may_be_shown]
    others = Participation("others", sum(one.participations for one in hidden), sum(one.people for one in hidden))
    return Kinds([one for one in found if one.kind in may_be_shown], others if hidden else None)


class Asked(NamedTuple):
    """A question by its stable key, and its mean at each occurrence that asked it."""

    key: str
    text: str
    means: list[str]


def survey_means(occurrences: Collection[Occurrence]) -> tuple[list[Occurrence], list[Asked]]:
    """What those who came answered, occurrence by occurrence, the oldest first: means of the same question, also where
    its wording was mended. Nothing of fewer than five answers. Three queries.
    """
    by_key = {key_of(one): one for one in occurrences}
    rows = Occasion.objects.filter(kind=KIND, key__in=by_key)
    occasions = sorted(rows, key=lambda one: (by_key[one.key].starts_at, one.pk))[-SURVEYED:]
    answers = rows_by_occasion(occasions)
    questions = questions_by_occasion(occasions, answers)
    found: dict[str, Asked] = {}
    for place, occasion in enumerate(occasions):
        for question in questions[occasion.pk]:
            sums = tally(question, answers[occasion.pk], sums_only=occasion.shows_sums_only)
            if sums.mean is None:
                continue
            text = said(question.text, get_language() or "")
            asked = found.setdefault(question.key, Asked(question.key, text, ["–"] * len(occasions)))
            asked.means[place] = f"{number_format(sums.mean, 2)} ({sums.base})"
    return [by_key[one.key] for one in occasions], list(found.values())


def kinds_table(found: Kinds) -> list[tuple[Any, ...]]:
    rows = [(str(one.label), one.people, one.participations) for one in found.shown]
    if found.others:
        rows.append((_("Kinds with fewer than five people, together"), *_if_enough(found.others)))
    return rows


def _if_enough(others: Participation) -> tuple[Any, Any]:
    """Where all of it is fewer than five, even that is not said."""
    return (others.people, others.participations) if others.people >= 5 else ("<5", "")
