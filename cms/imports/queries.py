"""Reads about imports that more than one place needs."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from cms.people.models import Organisation

from .models import Import, ImportProblem


def imports_of(organisation: Organisation | None) -> QuerySet[Import]:
    """What was imported for one organisation, or (None) everything, the newest first."""
    rows = Import.objects.select_related("by", "organisation").order_by("-uploaded_at", "-pk")
    return rows if organisation is None else rows.filter(organisation=organisation)


def report_rows(record: Import) -> Iterator[Iterable[Any]]:
    """The report's lines: row, column, reason, what stands there."""
    problems: QuerySet[ImportProblem] = record.problems.order_by("row", "pk")
    for one in problems.iterator(chunk_size=2000):
        yield one.row, one.get_column_display(), one.get_reason_display(), one.value
