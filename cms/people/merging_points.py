"""Rows that point at an organisation, and what becomes of them when it is merged into another.

Every room answers for its own rows, in its apps.py:

    merging_points.register(Enrolment, "organisation")

A test finds any foreign key to Organisation that nobody answers for.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from .models import Organisation

# Called with the organisation that goes, the one that stays and the moment, before the rest of the rows are moved.
Preparation = Callable[[Organisation, Organisation, datetime], None]


@dataclass(frozen=True)
class MergingPoint:
    """`prepare` deals with rows that would collide at the organisation that stays. Rows that `stay` are history."""

    model: type[models.Model]
    field: str
    prepare: Preparation | None = None
    stays: bool = False

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def rows(self, organisation: Organisation) -> "models.QuerySet[Any]":
        """A plain queryset: rows that are frozen once issued still change whom they are counted with."""
        return models.QuerySet(self.model).filter(**{self.field: organisation})

    def move(self, merged: Organisation, kept: Organisation, *, at: datetime) -> int:
        """Let the rows point at the organisation that stays; return how many did."""
        if self.stays:
            return 0
        if self.prepare:
            self.prepare(merged, kept, at)
        return self.rows(merged).update(**{self.field: kept})


_points: dict[tuple[str, str], MergingPoint] = {}


def register(model: type[models.Model], field: str, *, prepare: Preparation | None = None, stays: bool = False) -> None:
    point = MergingPoint(model, field, prepare, stays)
    _points[point.name, field] = point


def points() -> list[MergingPoint]:
    """In the order they were registered: rooms above come after those below."""
    return list(_points.values())


def unanswered(every_model: Iterable[type[models.Model]]) -> list[str]:
    """Fields that point at Organisation and that nobody answers for."""
    return [
        f"{model._meta.label_lower}.{field.name}"
        for model in every_model
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is Organisation
        if (model._meta.label_lower, field.name) not in _points
    ]
