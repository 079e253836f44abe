"""Leads: scanning badges at a stand, and fetching what was gathered."""

from http import HTTPStatus
from typing import Any

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms import clock
from cms.exports import csv_response
from cms.people.models import User

from ..domain.leads import NotScanning, Scanned, may_scan, scan_badge, take_leads
from ..enums import ScanResult
from ..links import LinkUnknown, exhibitor_scanning
from ..models import Exhibitor, Lead
from .own_page import actor, of_exhibitor

# Against who tries codes. By exhibitor: all stands of a hall share one network.
LIMITS = {"scan_leads": "120/m/key"}
TONES = {ScanResult.OK: "good", ScanResult.ALREADY: "note", ScanResult.NO_CONSENT: "warn", ScanResult.UNKNOWN: "bad"}
ICONS = {ScanResult.OK: "check", ScanResult.ALREADY: "note", ScanResult.NO_CONSENT: "warning"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest, token: str) -> HttpResponse:
    """A script gets what is said of one badge, a form the page with it. What is scanned is never in the address."""
    exhibitor = _scanning(token)
    about: dict[str, Any] = {"exhibitor": exhibitor, "occurrence": exhibitor.occurrence}
    about["open"] = may_scan(exhibitor, at=clock.now())
    if request.method != "POST":
        return render(request, "exhibitors/scan.html", about)
    if not ratelimit.consume(request, app="exhibitors", action="scan_leads", config=LIMITS, key=exhibitor.reference):
        return ratelimit.respond_429(request)
    try:
        scanned = _scanned(request, exhibitor)
    except NotScanning:
        return render(request, "exhibitors/scan.html", about | {"open": False}, status=HTTPStatus.CONFLICT)
    about["said"] = _said(scanned)
    part = request.headers.get("X-Requested-With") == "exhibitor"
    return render(request, "exhibitors/partials/said.html" if part else "exhibitors/scan.html", about)


@require_POST
@of_exhibitor
def download(request: HttpRequest, exhibitor: Exhibitor) -> HttpResponseBase:
    """All leads of this exhibitor, and of no other. A button, for that they were downloaded is remembered."""
    leads = take_leads(exhibitor=exhibitor, by=actor(request, exhibitor), at=clock.now())
    header = [_("Number"), _("Scanned"), _("Name"), _("E-mail"), _("Organisation"), pgettext("written down", "Note")]
    name = "-".join([pgettext("file name", "leads"), exhibitor.reference])
    response = csv_response(f"{name}.csv", header, [_line(one, exhibitor) for one in leads])
    response["Cache-Control"] = "no-store"
    return response


def _scanning(token: str) -> Exhibitor:
    try:
        return exhibitor_scanning(token, at=clock.now())
    except LinkUnknown:
        raise Http404 from None


def _scanned(request: HttpRequest, exhibitor: Exhibitor) -> Scanned:
    by = request.user if isinstance(request.user, User) else None
    code, note = request.POST.get("code", ""), request.POST.get("note", "").replace("\x00", "")
    return scan_badge(exhibitor=exhibitor, code=code, note=note, by=by, at=clock.now())


def _said(scanned: Scanned) -> dict[str, Any]:
    details = {
        ScanResult.NO_CONSENT: _("Nothing is written down. They can say yes on the page of their own ticket."),
        ScanResult.UNKNOWN: _("Nothing is written down. Try again, or ask them to show their ticket."),
    }
    return {
        "tone": TONES[scanned.result],
        "icon": ICONS.get(scanned.result, "warning"),
        "headline": scanned.result.label,
        "detail": details.get(scanned.result, ""),
        "lead": scanned.lead,
    }


def _line(lead: Lead, exhibitor: Exhibitor) -> tuple[Any, ...]:
    scanned = lead.scanned_at.astimezone(exhibitor.occurrence.zone)
    return (lead.number, f"{scanned:%Y-%m-%d %H:%M}", lead.name, lead.email, lead.organisation, lead.note)
