"""The published programme: as a page, on paper, and what is on right now."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import clock
from cms.file_names import disposition, plain_slug
from events.models import Occurrence
from events.words import moment_in_words

from ..caveats import moved_in_words
from ..changes import in_words
from ..documents import programme_pdf
from ..models import ProgrammeVersion
from ..reading import Edition, Wanted, choices_of, edition_of, wanted_from
from ..shown import days_html, now_and_next, shown_in
from ..times import time_in_words
from .frame import edition_or_404, language, occurrence_or_404, page

# Versions whose changes are told; older ones nobody asks for.
VERSIONS_TOLD = 5


@require_safe
def programme(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All of it, or one day, track or room of it."""
    occurrence = occurrence_or_404(request, uid)
    edition = edition_of(occurrence)
    if edition is None:
        return page(request, "programme", occurrence, here="programme")
    wanted = wanted_from(request.GET, edition.content)
    about = {
        "edition": edition,
        "days": days_html(edition, wanted, language()),
        "choices": _choices(edition, wanted),
        "filtered": bool(wanted),
        "changes": _changes(occurrence, edition),
        "moved": moved_in_words(edition, occurrence),
    }
    return page(request, "programme", occurrence, here="programme", **about)


def _choices(edition: Edition, wanted: Wanted) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    labels = {"day": _("Day"), "track": _("Track"), "room": _("Room")}
    chosen = {"day": wanted.day and wanted.day.isoformat(), "track": wanted.track, "room": wanted.room}
    entries = choices_of(edition.content, language())
    return [
        (name, labels[name], choices, "" if chosen[name] is None else str(chosen[name]))
        for name, choices in entries.items()
    ]


def _changes(occurrence: Occurrence, edition: Edition) -> list[dict[str, Any]]:
    """One query, none for a first version."""
    if edition.number == 1:
        return []
    rows = ProgrammeVersion.objects.filter(occurrence=occurrence).exclude(changes=[]).order_by("-number")
    told = rows.values_list("number", "published_at", "changes")[:VERSIONS_TOLD]
    return [
        {
            "number": number,
            "when": moment_in_words(published_at, occurrence.zone),
            "sentences": [in_words(change, language=language(), zone=edition.zone) for change in changes],
        }
        for number, published_at, changes in told
    ]


@never_cache
@require_safe
def now(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The page, or only its middle for the script that fetches it anew every minute."""
    occurrence, at = occurrence_or_404(request, uid), clock.now()
    edition = edition_of(occurrence)
    about: dict[str, Any] = {"edition": edition, "here": "now"}
    if edition:
        found = now_and_next(shown_in(edition, language()), at=at)
        today = at.astimezone(edition.zone).date()
        other_day = found.next[0].day_words if found.next and found.next[0].day != today else ""
        about |= {"now": found.now, "next": found.next, "over": found.over, "next_day": other_day}
        about |= {"time": time_in_words(at, edition.zone), "moved": moved_in_words(edition, occurrence)}
    if "HX-Request" in request.headers:
        return render(request, "programme/partials/now.html", {"occurrence": occurrence, **about})
    return page(request, "now", occurrence, **about)


@require_safe
def pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    occurrence = occurrence_or_404(request, uid)
    drawn = programme_pdf(occurrence, edition_or_404(occurrence), language=language())
    name = plain_slug(" ".join([_("Programme"), occurrence.title]), otherwise="programme")
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = disposition(f"{name}.pdf", attachment=False)
    return response
