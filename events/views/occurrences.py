"""What takes place, at addresses that hold whatever becomes of pages."""

import hashlib
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms import clock
from cms.menu import calendar_urls
from cms.page_cache import KEPT_SECONDS, pages_version

from ..faces import faces_of, with_place
from ..listing import listing
from ..page_urls import page_urls
from ..panels import data_html, facts_html, notice_html, parts_html
from ..public_feed import feed
from ..seeing import may_see

FEED_SECONDS = 300


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """The event calendar: the editors' page in the reader's language, or without one the same list by itself."""
    if url := calendar_urls().get(get_language() or ""):
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{url}?{query}" if query else url)
    return render(request, "events/calendar.html", {"listing": listing(request)})


@require_safe
def occurrence(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Sent on to its page where it has one; the same panels without."""
    found = with_place().filter(uid=uid).first()
    if found is None or not may_see(request.user, found):
        raise Http404
    face = faces_of([found], at=clock.now())[0]
    if face.url != request.path:
        return redirect(face.url)
    series_key = found.series.page_key
    context = {
        "face": face,
        "notice": notice_html(request, face),
        "facts": facts_html(request, face),
        "parts": parts_html(request, face),
        "data": data_html(face),
        "series_url": page_urls([series_key]).get(series_key) if series_key else None,
    }
    return render(request, "events/occurrence.html", context)


@require_safe
def public_feed(request: HttpRequest) -> HttpResponse:
    """For other programs, wherever they run: nothing in it is anybody's own."""
    asked = request.GET.get("lang", "")
    language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    body = _kept_feed(language)
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    known = request.headers.get("If-None-Match", "")
    unchanged = known.strip() == "*" or etag in [one.strip().removeprefix("W/") for one in known.split(",")]
    response = HttpResponseNotModified() if unchanged else HttpResponse(body, content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={FEED_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _kept_feed(language: str) -> bytes:
    """As long as pages are kept: who signs up shows within a minute, what the staff changes at once."""
    key = f"events.feed:{pages_version()}:{language}"
    body: bytes | None = cache.get(key)
    if body is None:
        with translation.override(language):
            body = feed(language, at=clock.now())
        cache.set(key, body, KEPT_SECONDS)
    return body
