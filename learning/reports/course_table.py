"""The gradebook of a course as a table: a row for each learner, read five hundred at a time."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from ..models import Course
from ..teaching.columns import Column
from ..teaching.enums import Standing, State
from ..teaching.gradebook import Cell, Row, rows_of
from ..teaching.picture import Picture
from .tables import Table, day_of

CHUNK = 500


def gradebook_table(picture: Picture) -> Table:
    """Two queries at first, then one for every five hundred learners."""
    columns = [column for group in picture.groups for column in group.columns]
    return Table(
        name="-".join([picture.course.slug, _("gradebook")]),
        columns=[*_about_person(), *(pair for column in columns for pair in _of_item(column))],
        rows=_flat(picture, _words()),
        records=_records(picture),
        about={"report": "gradebook", "course": _course(picture.course), "items": [_item(one) for one in columns]},
    )


def _about_person() -> list[tuple[str, str]]:
    return [
        ("name", _("Name")),
        ("organisation", _("Organisation")),
        ("enrolled_on", _("Enrolled")),
        ("completed_on", _("Completed")),
        ("last_active_on", _("Last active")),
        ("state", _("State")),
        ("done", _("Items done")),
        ("required", _("Items required")),
    ]


def _of_item(column: Column) -> Iterator[tuple[str, str]]:
    yield column.key, column.title
    if column.is_scored:
        yield f"{column.key}:score", _("%(item)s, best score") % {"item": column.title}
        yield f"{column.key}:attempts", _("%(item)s, attempts") % {"item": column.title}


def _words() -> dict[str, str]:
    return {str(one): str(one.label) for choices in (State, Standing) for one in choices}


def _in_chunks(picture: Picture) -> Iterator[Row]:
    people = iter(picture.people)
    while chunk := list(islice(people, CHUNK)):
        yield from rows_of(picture, chunk)


def _flat(picture: Picture, words: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    for row in _in_chunks(picture):
        one = row.person
        days = (day_of(one.enrolled_at), day_of(one.completed_at), day_of(one.last_at))
        cells = [value for cell in row.cells for value in _of_cell(cell, words)]
        yield (one.name, one.organisation, *days, words[one.standing], one.done, one.required, *cells)


def _of_cell(cell: Cell, words: dict[str, str]) -> Iterator[Any]:
    yield words[cell.state]
    if cell.column.is_scored:
        yield cell.score
        yield cell.attempts or None


def _records(picture: Picture) -> Iterator[dict[str, Any]]:
    for row in _in_chunks(picture):
        one = row.person
        yield {
            "name": one.name,
            "organisation": one.organisation,
            "enrolled_at": one.enrolled_at,
            "completed_at": one.completed_at,
            "last_active_at": one.last_at,
            "state": str(one.standing),
            "done": one.done,
            "required": one.required,
            "items": [_cell_record(cell) for cell in row.cells],
        }


def _cell_record(cell: Cell) -> dict[str, Any]:
    record: dict[str, Any] = {"key": cell.column.key, "state": str(cell.state)}
    if cell.column.is_scored:
        record |= {"best_score": cell.score, "attempts": cell.attempts}
    return record


def _course(course: Course) -> dict[str, str]:
    return {"slug": course.slug, "title": course.title}


def _item(column: Column) -> dict[str, Any]:
    return {"key": column.key, "title": column.title, "kind": column.kind, "required": column.required}
