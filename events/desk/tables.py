"""Who comes as tables to take along: as CSV, XLSX or JSON, row by row however many they are.

What people told about food, access and other needs is in none of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _now

from cms.exports import csv_response, json_response, xlsx_response
from cms.texts import said

from ..enums import Retention
from ..models import Answer, Occurrence, Place, Question
from .people import organisation_of

CSV, XLSX, JSON = "csv", "xlsx", "json"
FORMS = (CSV, XLSX, JSON)
PEOPLE, ANSWERS = "people", "answers"
A_CHUNK = 500


@dataclass(frozen=True)
class Column:
    """`key` is its name for programs, `words` for people."""

    key: str
    words: str
    of: Callable[[Place], Any]


@dataclass(frozen=True)
class Table:
    name: str
    columns: list[Column]
    places: QuerySet[Place]

    def rows(self) -> Iterator[list[Any]]:
        """Read after the view has answered, so the language is taken along."""
        return _rows(self.places, self.columns, get_language() or "nb")


def people_table(occurrence: Occurrence, places: QuerySet[Place]) -> Table:
    return Table(_now("people"), _people(occurrence), places)


def answers_table(occurrence: Occurrence, places: QuerySet[Place]) -> Table:
    """Who comes, and a column for each question but those about needs. One query more for each five hundred people."""
    asked = occurrence.questions.exclude(retention=Retention.SENSITIVE)
    own = Answer.objects.filter(question__in=asked)
    columns = [*_people(occurrence)[:4], *map(_answer, asked)]
    return Table(_now("answers"), columns, places.prefetch_related(Prefetch("answers", own, to_attr="answered")))


TABLES = {PEOPLE: people_table, ANSWERS: answers_table}


def table_response(table: Table, form: str, *, occurrence: Occurrence) -> HttpResponseBase:
    day = timezone.localdate(occurrence.starts_at, occurrence.zone).isoformat()
    filename = f"{table.name}-{day}.{form}"
    if form == JSON:
        keys = [column.key for column in table.columns]
        about = {"event": str(occurrence.uid), "columns": {one.key: one.words for one in table.columns}}
        return json_response(filename, about, (dict(zip(keys, row, strict=True)) for row in table.rows()))
    respond = xlsx_response if form == XLSX else csv_response
    return respond(filename, [column.words for column in table.columns], map(_shown, table.rows()))


def _rows(places: QuerySet[Place], columns: list[Column], language: str) -> Iterator[list[Any]]:
    for place in places.iterator(chunk_size=A_CHUNK):
        with override(language):
            row = [column.of(place) for column in columns]
        yield row


def _shown(row: Iterable[Any]) -> list[Any]:
    """As a spreadsheet shows it: moments on the clock here, several answers in one cell."""
    return [_cell(value) for value in row]


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(sep=" ", timespec="minutes")
    return "; ".join(value) if isinstance(value, list) else value


def _people(occurrence: Occurrence) -> list[Column]:
    return [
        Column("name", _now("Name"), lambda place: place.name),
        Column("email", _now("E-mail"), lambda place: place.email),
        Column("organisation", _now("Organisation"), organisation_of),
        Column("ticket", _now("Ticket"), lambda place: place.category.name),
        Column("mode", _now("Takes part"), lambda place: str(place.get_mode_display())),
        Column("state", _now("State"), lambda place: str(place.get_state_display())),
        Column("ordered_by", _now("Ordered by"), lambda place: place.booking.name),
        Column("booking", _now("Booking"), lambda place: place.booking.reference),
        Column("booked_at", _now("Booked"), lambda place: place.booked_at),
    ]


def _answer(question: Question) -> Column:
    words = {one["value"]: one.get("texts", {}) for one in question.options}

    def in_words(value: Any) -> Any:
        if isinstance(value, bool):
            return _now("Yes") if value else _now("No")
        if isinstance(value, list):
            return [in_words(one) for one in value]
        return said(words[value], get_language() or "nb") or value if value in words else value

    def of(place: Place) -> Any:
        answered: list[Answer] = place.answered  # type: ignore[attr-defined]
        return next((in_words(one.value) for one in answered if one.question_id == question.pk), "")

    return Column(f"question_{question.key}", question.text, of)
