"""How the people of one organisation stand with what is asked of their roles: a page, and a table to keep."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import audit, clock
from cms.exports import csv_response
from cms.file_names import plain_slug
from cms.people.models import Organisation
from cms.people.requests import SignedInRequest
from cms.people.rules import may_look_after
from cms.views.looked_after import opened_to

from ..forms import DayForm
from ..matrix import Cell, Matrix, matrix_of
from ..rules import may_see_matrix


@opened_to(may_see_matrix)
@never_cache
@require_safe
def requirements(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """The whole matrix, as it stands today or on another day."""
    form = DayForm(request.GET or None)
    on = form.day
    context = {
        "organisation": organisation,
        "form": form,
        "matrix": matrix_of(organisation, on=on),
        "is_today": on == clock.today(),
        "looks_after": may_look_after(request.user, organisation, on=clock.today()),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "requirements/matrix.html", context, status=status)


@opened_to(may_see_matrix)
@never_cache
@require_safe
def requirements_table(request: SignedInRequest, organisation: Organisation) -> StreamingHttpResponse:
    """The same as CSV. A row names organisation and day, so that it can stand alone."""
    on = DayForm(request.GET or None).day
    data = {"on": on.isoformat(), "form": "csv"}
    audit.record(organisation, action="requirements.export", by=request.user, at=clock.now(), **data)
    # All words are found now: while the answer streams, nobody's language is active any more.
    lines = list(_lines(organisation, matrix_of(organisation, on=on)))
    name = "-".join([plain_slug(organisation.name), _("requirements"), on.isoformat()])
    return csv_response(f"{name}.csv", _header(), lines)


def _header() -> list[str]:
    return [
        _("Organisation"),
        _("Organisation number"),
        _("As of"),
        _("Role"),
        _("Name"),
        _("Requirement"),
        _("What is asked"),
        _("Law or guideline"),
        _("State"),
        _("Done"),
        _("Due"),
        _("Vacant since"),
    ]


def _lines(organisation: Organisation, matrix: Matrix) -> Iterator[tuple[Any, ...]]:
    first = (organisation.name, organisation.number, matrix.on.isoformat())
    for row in matrix.rows:
        for cell in row.cells:
            if cell:
                yield (*first, *_words(cell))


def _words(cell: Cell) -> tuple[Any, ...]:
    days = (day.isoformat() if day else "" for day in (cell.done_on, cell.due_on, cell.vacant_since))
    demand = cell.demand
    return (
        str(cell.role_word),
        cell.name,
        demand.name,
        cell.title,
        demand.source_text,
        str(cell.state.label),
        *days,
    )
