"""What this room hangs on pages of the ground floor."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from cms import clock
from cms.hook_points import (
    event_data,
    event_facts,
    event_listing,
    event_notices,
    event_panels,
    event_programme,
    front_panels,
)
from cms.models import ConferenceSeriesPage, NetworkPage

from . import structured
from .faces import Face, face_of_page, faces_of, with_place
from .front_page import coming
from .hook_points import occurrence_parts, taking_part
from .listing import listing
from .models import Occurrence, Series, TicketCategory
from .money import price_in_words
from .seeing import seen_among

# Meetings of a series that have been, shown on its page.
EARLIER = 10


def hang() -> None:
    """Called once, when the app is ready."""
    event_notices.register(notice)
    event_facts.register(facts, order=10)
    event_data.register(data)
    event_programme.register(parts, order=10)
    event_panels.register(meetings, order=10)
    event_listing.register(listing)
    front_panels.register(coming)


def notice(request: HttpRequest, *, page: Page) -> SafeString | None:
    face = face_of_page(request, page)
    return notice_html(request, face) if face else None


def facts(request: HttpRequest, *, page: Page) -> SafeString | None:
    face = face_of_page(request, page)
    return facts_html(request, face) if face else None


def data(request: HttpRequest, *, page: Page) -> SafeString | None:
    face = face_of_page(request, page)
    return data_html(face, description=getattr(page, "lead", "")) if face else None


def parts(request: HttpRequest, *, page: Page) -> SafeString | None:
    face = face_of_page(request, page)
    return parts_html(request, face) if face else None


def meetings(request: HttpRequest, *, page: Page) -> SafeString | None:
    """On the page of a series: what comes next, and what has been."""
    series = Series.objects.filter(page_key=page.translation_key).first() if _is_of_series(page) else None
    if series is None:
        return None
    at = clock.now()
    rows = seen_among(request.user, with_place().filter(series=series))
    coming = faces_of([one for one in rows if one.ends_at > at], at=at)
    held = [one for one in reversed(rows) if one.ends_at <= at and not _is_a_year(page, one)]
    earlier = faces_of(held[:EARLIER], at=at)
    context = {"series": series, "coming": coming, "earlier": earlier}
    return SafeString(render_to_string("events/panels/meetings.html", context, request))


def _is_a_year(page: Page, occurrence: Occurrence) -> bool:
    """Stands in the archive of its conference already, by its own page."""
    return isinstance(page, ConferenceSeriesPage) and occurrence.page_key is not None


def _is_of_series(page: Page) -> bool:
    return isinstance(page, ConferenceSeriesPage | NetworkPage)


# --- The same for an occurrence without a page -----------------------------------------------------


def notice_html(request: HttpRequest, face: Face) -> SafeString:
    return SafeString(render_to_string("events/panels/notice.html", {"face": face}, request))


def facts_html(request: HttpRequest, face: Face) -> SafeString:
    context: dict[str, Any] = {
        "face": face,
        "occurrence": face.occurrence,
        "prices": [{"name": one.name, "words": price_in_words(one)} for one in _categories(face.occurrence)],
        "topics": list(face.occurrence.topics.all()),
        "taking_part": taking_part.render(request, face=face),
    }
    return SafeString(render_to_string("events/panels/facts.html", context, request))


def data_html(face: Face, *, description: str = "") -> SafeString | None:
    """For programs that read pages as visitors do; so nothing of what visitors may not know."""
    if not face.occurrence.is_public:
        return None
    categories = _categories(face.occurrence)
    return structured.script(face, categories, language=get_language() or "nb", description=description)


def parts_html(request: HttpRequest, face: Face) -> SafeString | None:
    rendered = occurrence_parts.render(request, face=face)
    return SafeString("".join(rendered)) if rendered else None


def _categories(occurrence: Occurrence) -> list[TicketCategory]:
    """Those that everybody may read of; asked once for an occurrence."""
    kept = occurrence.__dict__
    if "_open_categories" not in kept:
        over = Q(visible_until__lte=clock.now())
        kept["_open_categories"] = list(occurrence.categories.filter(~over, hidden=False))
    found: list[TicketCategory] = kept["_open_categories"]
    return found
