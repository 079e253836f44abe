"""What people try and can run out of tries at: when an item begins afresh, earlier tries count no more.

Quizzes keep theirs in `Attempt`; a room that keeps tries of its own adds them when the site starts. Each model has the
columns `enrolment`, `item_key` and `counts`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Model, Q, QuerySet

from .enums import AttemptState
from .models import Attempt


@dataclass(frozen=True)
class Tries:
    """`is_open` fits those that somebody is in the middle of; `begun` those that are tries at all."""

    model: type[Model]
    is_open: Q
    begun: Q = field(default_factory=Q)

    def told(self, **of: Any) -> Iterable[tuple[int, str, bool]]:
        """Enrolment and item of each of these, and whether somebody is in the middle of it. One query."""
        is_open = ExpressionWrapper(self.is_open, output_field=BooleanField())
        rows = self.rows(**of).order_by().annotate(in_the_middle=is_open)
        return rows.values_list("enrolment_id", "item_key", "in_the_middle").distinct()

    def rows(self, **of: Any) -> QuerySet[Any]:
        return self.model._default_manager.filter(self.begun, **of)


_tries = [Tries(Attempt, is_open=Q(state=AttemptState.STARTED))]


def add_tries(tries: Tries) -> None:
    if tries not in _tries:
        _tries.append(tries)


def all_tries() -> tuple[Tries, ...]:
    return tuple(_tries)
