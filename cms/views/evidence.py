"""Proof for an inspection: a page to print and a table to keep. Each export leaves a line in the log."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.file_names import plain_slug

from .. import audit, clock
from ..evidence import EXPIRED, EXPIRING, REVOKED, SUPERSEDED, VALID, Evidence, evidence_of
from ..exports import csv_response
from ..hook_points import evidence_panels
from ..people.models import Organisation
from ..people.requests import SignedInRequest
from .looked_after import looked_after

STATES = {
    VALID: gettext_lazy("Valid"),
    EXPIRING: gettext_lazy("Expires soon"),
    EXPIRED: gettext_lazy("Over"),
    REVOKED: gettext_lazy("Revoked"),
    SUPERSEDED: gettext_lazy("Replaced by a newer one"),
}


@looked_after
@never_cache
@require_safe
def evidence_page(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """To read and to print: roles, then the rest, by name."""
    everything = "all" in request.GET
    rows = list(_rows(request, _exported(request, organisation, everything=everything, form="page")))
    context = {
        "organisation": organisation,
        "everything": everything,
        "roles": [row for row in rows if not row["number"]],
        "proofs": [row for row in rows if row["number"]],
        "now": clock.now(),
        "panels": evidence_panels.render(request, organisation=organisation, on=clock.today()),
    }
    return render(request, "cms/organisation_evidence.html", context)


@looked_after
@never_cache
@require_safe
def evidence_table(request: SignedInRequest, organisation: Organisation) -> StreamingHttpResponse:
    """The same as CSV, and how the organisation stands with what is asked of it. A row names organisation and day, so
    that it can stand alone.
    """
    today = clock.today()
    found = _exported(request, organisation, everything="all" in request.GET, form="csv")
    header = [
        _("Organisation"),
        _("Organisation number"),
        _("As of"),
        _("Name"),
        _("Roles today"),
        _("Kind"),
        _("What"),
        _("Hours"),
        _("Certificate number"),
        _("From"),
        _("To"),
        _("State"),
        _("Check at"),
    ]
    first = (organisation.name, organisation.number, today.isoformat())
    # All words are found now: while the answer streams, nobody's language is active any more.
    lines = [(*first, *_cells(row)) for row in _rows(request, found)]
    return csv_response(f"{plain_slug(organisation.name)}-{today.isoformat()}.csv", header, lines)


def _exported(request: SignedInRequest, organisation: Organisation, *, everything: bool, form: str) -> list[Evidence]:
    now = clock.now()
    audit.record(
        organisation, action="people.export_evidence", by=request.user, at=now, everything=everything, form=form
    )
    return evidence_of(organisation, everything=everything, on=clock.today(), for_tables=form == "csv")


def _rows(request: SignedInRequest, found: Iterable[Evidence]) -> Iterator[dict[str, Any]]:
    """Plain values, with words in the reader's language and whole addresses."""
    site = request.build_absolute_uri("/").rstrip("/")
    kinds: dict[Any, str] = {}
    for one in found:
        row = one.row
        yield {
            "name": row.person,
            "roles": ", ".join(str(role) for role in one.roles),
            "kind": kinds.setdefault(row.kind, str(row.kind)),
            "what": row.what,
            "hours": row.hours,
            "number": row.number,
            "issued_on": row.issued_on,
            "valid_until": row.valid_until,
            "state": row.state,
            "state_word": row.state_word or STATES[row.state],
            "address": f"{site}{row.verify_path}" if row.verify_path else "",
        }


def _cells(row: dict[str, Any]) -> tuple[Any, ...]:
    days = (day.isoformat() if day else "" for day in (row["issued_on"], row["valid_until"]))
    hours = f"{row['hours'].normalize():f}" if row["hours"] is not None else ""
    return (
        row["name"],
        row["roles"],
        str(row["kind"]),
        row["what"],
        hours,
        row["number"],
        *days,
        str(row["state_word"]),
        row["address"],
    )
