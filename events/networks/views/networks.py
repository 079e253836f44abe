"""Networks: all one may know of, and the page of one, outside and inside."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms import clock
from cms.models import NetworkPage
from cms.texts import said
from events.enums import OccurrenceState
from events.faces import faces_of, with_place
from events.models import Series
from events.page_urls import page_urls
from events.seeing import seen_among

from ..queries import leaders_of, meetings_held, members_of, minutes_of, network_of, networks, waiting_requests
from ..rules import is_known, may_lead, may_plan, may_see_inside, may_write
from .files import files_by_category
from .frame import network_or_404, page

# Meetings to come, and minutes, on the page of a network.
MOST_COMING, MOST_MINUTES = 12, 50
# So that a whole row of meetings that was just made is seen.
MOST_PLANNED = 60


@never_cache
@require_safe
def all_networks(request: HttpRequest) -> HttpResponse:
    """Three queries, however many there are."""
    language = get_language() or "nb"
    rows = [one for one in networks() if is_known(one) or may_see_inside(request.user, one)]
    shown = [{"series": one, "purpose": said(network_of(one).purposes, language, "nb")} for one in rows]
    return render(request, "networks/networks.html", {"networks": shown})


@never_cache
@require_safe
def network(request: HttpRequest, key: UUID) -> HttpResponse:
    series = network_or_404(request, key)
    about = _outside(request, series)
    if may_see_inside(request.user, series):
        about |= _inside(request, series)
    return page(request, "network", series, **about)


def _outside(request: HttpRequest, series: Series) -> dict[str, Any]:
    at, language = clock.now(), get_language() or "nb"
    network = network_of(series)
    known = with_place().filter(series=series, ends_at__gt=at).exclude(state=OccurrenceState.DRAFT)
    rows = seen_among(request.user, known[:MOST_COMING])
    number = members_of(series).count() if network.shows_number else None
    return {
        "purpose": said(network.purposes, language, "nb"),
        "coming": faces_of(rows, at=at),
        "number": number,
        "contact": _contact(series),
        "page_url": page_urls([series.page_key]).get(series.page_key) if series.page_key else None,
    }


def _contact(series: Series) -> Page | None:
    """Whom an editor has named on the page about it."""
    if series.page_key is None:
        return None
    return NetworkPage.objects.live().filter(translation_key=series.page_key).order_by("pk").first()


def _inside(request: HttpRequest, series: Series) -> dict[str, Any]:
    at = clock.now()
    about: dict[str, Any] = {
        "minutes": minutes_of(series)[:MOST_MINUTES],
        "files": files_by_category(series),
        "leaders": leaders_of(series),
    }
    if may_write(request.user, series):
        about["held"] = _unwritten(series, at)
    if may_lead(request.user, series):
        about["requests"] = waiting_requests(series)
    if may_plan(request.user, series):
        rows = with_place().filter(series=series, ends_at__gt=at).exclude(state=OccurrenceState.CANCELLED)
        about["planned"] = faces_of(rows.order_by("starts_at", "pk")[:MOST_PLANNED], at=at)
    return about


def _unwritten(series: Series, at: Any) -> list[dict[str, Any]]:
    """Meetings that have been, the latest first, with how far their minutes have come."""
    rows = meetings_held(series, at=at).prefetch_related("minutes")[:MOST_COMING]
    return [
        {
            "occurrence": one,
            "draft": any(not row.is_published for row in one.minutes.all()),
            "published": any(row.is_published for row in one.minutes.all()),
        }
        for one in rows
    ]
