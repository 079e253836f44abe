"""Rows whose text names a person: by any of their addresses, or by a name that is long enough to be theirs."""

import json

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from .answers import Rows, Subject


def mentioning(rows: Rows, subject: Subject, *columns: str) -> Rows:
    """Of these rows, those that name the person in one of these columns, text or JSON."""
    condition = Q(pk__in=[])
    for column in columns:
        lookup = column
        if isinstance(rows.model._meta.get_field(column), models.JSONField):
            lookup = f"{column}_as_text"
            rows = rows.annotate(**{lookup: Cast(column, models.TextField())})
        for value in _as_written(subject):
            condition |= Q(**{f"{lookup}__icontains": value})
    return rows.filter(condition)


def names(subject: Subject, text: str) -> bool:
    return any(value.lower() in text.lower() for value in _as_written(subject))


def _as_written(subject: Subject) -> set[str]:
    """Each value as it is, and as JSON writes it where it keeps to ASCII (SQLite)."""
    return {form for value in subject.values for form in (value, json.dumps(value)[1:-1])}
