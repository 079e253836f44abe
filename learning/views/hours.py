"""Continuing hours: one's own statement, and those of an organisation's people. To read, to print, as a table."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import audit, clock
from cms.addresses import site_url
from cms.exports import csv_response
from cms.file_names import plain_slug
from cms.people.models import Organisation
from cms.people.requests import SignedInRequest
from cms.views.looked_after import looked_after

from ..hours import Earned, by_person, by_year, hours_for, hours_of


@require_safe
@never_cache
@login_required
def my_hours(request: SignedInRequest) -> HttpResponse:
    """What one has earned, year by year."""
    years = by_year(hours_of(request.user))
    return render(request, "learning/my_hours.html", {"years": years, "now": clock.now()})


@require_safe
@never_cache
@login_required
def my_hours_table(request: SignedInRequest) -> StreamingHttpResponse:
    lines = [_cells(one) for one in hours_of(request.user)]
    name = "-".join([pgettext("file name", "hours"), clock.today().isoformat()])
    return csv_response(f"{name}.csv", _header(), lines)


@looked_after
@never_cache
@require_safe
def organisation_hours(request: SignedInRequest, organisation: Organisation) -> HttpResponse:
    """Who has earned how many hours in a year; the year asked for, else the newest."""
    years = by_year(hours_for(organisation))
    wanted = request.GET.get("year", "")
    chosen = next((year for year in years if str(year.of) == wanted), years[0] if years else None)
    people = by_person(chosen.rows) if chosen else []
    context = {"organisation": organisation, "years": years, "chosen": chosen, "people": people, "now": clock.now()}
    return render(request, "learning/organisation_hours.html", context)


@looked_after
@never_cache
@require_safe
def organisation_hours_table(request: SignedInRequest, organisation: Organisation) -> StreamingHttpResponse:
    """Every certificate with hours, with names; taking it out leaves a line in the log."""
    now = clock.now()
    audit.record(organisation, action="people.export_evidence", by=request.user, at=now, form="hours")
    lines = [(one.holder, *_cells(one)) for one in hours_for(organisation)]
    name = "-".join([plain_slug(organisation.name), pgettext("file name", "hours"), clock.today().isoformat()])
    return csv_response(f"{name}.csv", [_("Name"), *_header()], lines)


def _header() -> list[str]:
    return [_("Year"), _("Date"), _("What"), _("Earned by"), _("Hours"), _("Certificate number"), _("Check at")]


def _cells(one: Earned) -> tuple[Any, ...]:
    address = site_url(f"/verify/{one.code}/")
    return (one.on.year, one.on.isoformat(), one.what, str(one.kind.label), one.hours, one.number, address)
