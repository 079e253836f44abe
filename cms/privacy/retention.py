"""How long what is kept: each app's rules, which the nightly job follows and the privacy page is true to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .answers import Rows

DELETED, ANONYMISED, WARNED = _("deleted"), _("kept as a number, without its text"), _("the person is warned by mail")


@dataclass(frozen=True)
class Rule:
    """One line of the retention table. `key` names its days in settings.RETENTION_DAYS.

    `due` finds the rows that have been kept long enough, given the moment so many days ago; `act` deals with a batch
    and says how many it dealt with. `may` leaves out a single row for now (a crisis pause, say).
    """

    key: str
    model: type[models.Model]
    what: Any
    happens: Any
    due: Callable[[datetime], Rows]
    act: Callable[[Rows, datetime], int]
    may: Callable[[Any, datetime], bool] | None = None
    order: int = 100
    # The purpose (`purposes.py`) it was kept for, where no answer for the model says so.
    purpose: str = ""

    @property
    def days(self) -> int:
        days: int = settings.RETENTION_DAYS[self.key]
        return days

    def rows_due(self, at: datetime) -> Rows:
        return self.due(at - timedelta(days=self.days))


_rules: list[Rule] = []


def retain(*rules: Rule) -> None:
    """Add lines to the retention table."""
    _rules.extend(rules)
    _rules.sort(key=lambda rule: (rule.order, rule.key))


def all_rules() -> list[Rule]:
    return list(_rules)


def rule_in_words(key: str) -> str:
    """What a rule is about; one that is no longer followed keeps the name it stands under."""
    return next((str(rule.what) for rule in _rules if rule.key == key), key)


def drop(rows: QuerySet[Any], at: datetime) -> int:
    """Delete a batch."""
    deleted: int = rows.delete()[1].get(rows.model._meta.label, 0)
    return deleted


def empty(**values: Any) -> Callable[[Rows, datetime], int]:
    """Overwrite columns of a batch, and leave the row."""

    def act(rows: Rows, at: datetime) -> int:
        return rows.update(**values)

    return act
