"""On the front page: what takes place next. The same for every reader, and kept."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms import clock
from cms.page_cache import kept_with_pages

from .enums import OccurrenceState
from .queries import upcoming

MOST = 3
OFF = [OccurrenceState.CANCELLED, OccurrenceState.POSTPONED]


def coming(_request: HttpRequest) -> SafeString | None:
    return kept_with_pages(f"events.front:{get_language()}", _coming)


def _coming() -> SafeString | None:
    """One query: how many places are left stands on the page that each leads to."""
    rows = list(upcoming(at=clock.now()).exclude(state__in=OFF)[:MOST])
    return SafeString(render_to_string("events/panels/coming.html", {"occurrences": rows})) if rows else None
