"""Looking at a part of the answers: those of one kind of organisation, one county or one version, one at a time.

Only one at a time, so that parts of parts cannot be told from one another; and only groups that can be shown beside
the total (`suppression.py`), asked anew for each question.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.people.enums import OrganisationKind
from cms.places.models import County

from .content import Asked
from .enums import AnswerPrivacy
from .models import Occasion, SurveyVersion
from .results import Row, Tally, tally
from .suppression import groups_to_show

KIND, COUNTY, VERSION = "kind", "county", "version"
DIMENSIONS = (KIND, COUNTY, VERSION)


@dataclass(frozen=True)
class Part:
    """One group of one dimension; no dimension is everybody."""

    dimension: str = ""
    group: str = ""

    @property
    def value(self) -> str:
        return f"{self.dimension}:{self.group}"

    def holds(self, row: Row) -> bool:
        return not self.dimension or group_of(row, self.dimension) == self.group


def group_of(row: Row, dimension: str) -> str:
    return str(row.version) if dimension == VERSION else row.background.get(dimension, "")


def may_break_down(occasion: Occasion) -> bool:
    """What stands open grows, and a small part of it would grow by one: such sums are divided once it is closed."""
    return occasion.privacy == AnswerPrivacy.NAMED or not occasion.is_open


def shown_groups(occasion: Occasion, rows: Sequence[Row], dimension: str) -> dict[str, int]:
    """The groups of a dimension that may be looked at, with their sizes."""
    sizes = Counter(group_of(row, dimension) for row in rows)
    if not occasion.shows_sums_only:
        return dict(sizes)
    shown = groups_to_show(sizes)
    return {group: size for group, size in sizes.items() if group in shown}


def part_asked_for(occasion: Occasion, rows: Sequence[Row], value: str) -> Part:
    """The part an address names, if it may be looked at; else everybody."""
    dimension, _colon, group = value.partition(":")
    if dimension not in DIMENSIONS or not may_break_down(occasion):
        return Part()
    return Part(dimension, group) if group in shown_groups(occasion, rows, dimension) else Part()


def tallies_of(occasion: Occasion, questions: Sequence[Asked], rows: Sequence[Row], part: Part) -> list[Tally]:
    """Sums of a part of the answers, each question only where its own groups allow it."""
    some = [row for row in rows if part.holds(row)]
    return [
        tally(one, some, sums_only=occasion.shows_sums_only, may_show=_may_show(occasion, one, rows, part))
        for one in questions
    ]


def _may_show(occasion: Occasion, question: Asked, rows: Sequence[Row], part: Part) -> bool:
    if not part.dimension or not occasion.shows_sums_only:
        return True
    answered = Counter(group_of(row, part.dimension) for row in rows if question.key in row.answers)
    return part.group in groups_to_show(answered)


# --- In words -----------------------------------------------------------------------------------


def choices_of(occasion: Occasion, rows: Sequence[Row]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be looked at, by dimension, for the form. Two queries at most."""
    if not may_break_down(occasion):
        return []
    words = {KIND: _("Kind of organisation"), COUNTY: _("County"), VERSION: _("Version")}
    found = []
    for dimension in DIMENSIONS:
        groups = shown_groups(occasion, rows, dimension)
        if len(groups) > 1 or (groups and dimension != VERSION and "" not in groups):
            names = _names(dimension, groups)
            found.append((words[dimension], [(Part(dimension, g).value, f"{names[g]} ({groups[g]})") for g in names]))
    return found


def _names(dimension: str, groups: dict[str, int]) -> dict[str, str]:
    if dimension == KIND:
        named = {kind.value: str(kind.label) for kind in OrganisationKind if kind.value in groups}
    elif dimension == COUNTY:
        named = {str(one.pk): one.name for one in County.objects.filter(pk__in=[g for g in groups if g])}
    else:
        named = {str(one.pk): str(one) for one in SurveyVersion.objects.filter(pk__in=groups).order_by("number")}
    return named | ({"": _("Not known")} if "" in groups else {})
