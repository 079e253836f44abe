"""What requirements hang on pages of the ground floor."""

from datetime import date
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import clock
from cms.people.models import Organisation
from cms.people.queries import memberships_of
from cms.people.requests import SignedInRequest

from .demands import targets_in
from .enums import State
from .matrix import Cell, matrix_of
from .standings import standings_of_person
from .targets import Way, ways_of

# How many gaps the organisation's page names; the rest stand in the overview.
GAPS = 6


class Asked(NamedTuple):
    """One thing that is asked of a person, and how they can go about it."""

    cell: Cell
    organisation: Organisation
    way: Way | None


def asked_of_me(request: SignedInRequest) -> SafeString | None:
    """On my day: what my roles ask of me, the most urgent first, and the next thing to do.

    Whoever holds no role that anything is asked of sees nothing, at no query.
    """
    today, roles = clock.today(), memberships_of(request.user)
    standings = standings_of_person(request.user, roles, on=today)
    if not standings:
        return None
    places = {one.organisation_id: one.organisation for one in roles}
    ways = ways_of(request.user, targets_in(one.demand for one in standings))
    order = list(State)
    cells = sorted(
        (Cell(one, one.state(today)) for one in standings),
        key=lambda cell: (order.index(cell.state), cell.due_on or date.max),
    )
    rows = [Asked(cell, places[cell.standing.organisation_id], ways.get(cell.demand.target)) for cell in cells]
    context = {
        "open": [row for row in rows if row.cell.state != State.COVERED],
        "covered": [row for row in rows if row.cell.state == State.COVERED],
    }
    return _drawn("requirements/panels/asked_of_me.html", request, context)


def organisation_requirements(request: HttpRequest, *, organisation: Organisation) -> SafeString | None:
    """On the organisation's page: how many are covered, what is missing first, and the way to the whole overview."""
    matrix = matrix_of(organisation, on=clock.today())
    if not matrix.cells:
        return None
    gaps = matrix.gaps
    context = {"organisation": organisation, "matrix": matrix, "gaps": gaps[:GAPS], "more": len(gaps) - GAPS}
    return _drawn("requirements/panels/organisation.html", request, context)


def requirements_as_evidence(request: HttpRequest, *, organisation: Organisation, on: date) -> SafeString | None:
    """On the paper for an inspection: the whole matrix as it stands on the day."""
    matrix = matrix_of(organisation, on=on)
    if not matrix.cells:
        return None
    context = {"organisation": organisation, "matrix": matrix}
    return _drawn("requirements/panels/evidence.html", request, context)


def _drawn(template: str, request: HttpRequest, context: dict[str, Any]) -> SafeString:
    return SafeString(render_to_string(template, context, request))
