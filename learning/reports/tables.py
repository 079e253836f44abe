"""A table to take away, in the format that was asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from cms.exports import csv_response, json_response, xlsx_response
from cms.file_names import plain_slug

from .enums import FileFormat

# The shape of the JSON, as docs/reports.md describes it.
SCHEMA = 1


@dataclass(frozen=True)
class Table:
    """`columns` gives the key and the words of each column; `rows` are read while they are sent. `records` are the rows
    of the JSON, where they hold more than the flat ones do. All words are found before: while the answer streams,
    nobody's language is active any more.
    """

    name: str
    columns: list[tuple[str, str]]
    rows: Iterable[tuple[Any, ...]]
    about: dict[str, Any] = field(default_factory=dict)
    records: Iterable[dict[str, Any]] | None = None

    @property
    def header(self) -> list[str]:
        return [words for _, words in self.columns]

    def as_records(self) -> Iterator[dict[str, Any]]:
        keys = [key for key, _ in self.columns]
        return (dict(zip(keys, row, strict=True)) for row in self.rows)


def answer_with(table: Table, form: str, *, at: datetime) -> HttpResponseBase:
    """The table as a file. A format there is none of is not found."""
    if form not in FileFormat.values:
        raise Http404
    name = f"{plain_slug(table.name)}-{timezone.localdate(at).isoformat()}.{form}"
    if form == FileFormat.JSON:
        about = {"schema": SCHEMA, **table.about, "made_at": at}
        return json_response(name, about, table.as_records() if table.records is None else table.records)
    return (csv_response if form == FileFormat.CSV else xlsx_response)(name, table.header, table.rows)


def day_of(at: datetime | None) -> Any:
    """The day of a moment where the centre is, nothing for none."""
    return timezone.localdate(at, timezone.get_default_timezone()) if at else None
