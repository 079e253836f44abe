"""One's own place as a file for a calendar program, for whoever holds its link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.file_names import disposition

from ...place_links import place_with_token
from .. import ical
from ..occurrences import entry_of_place
from ..panels import stands_in_calendars
from .feeds import language_of


@require_safe
@never_cache
def of_place(request: HttpRequest, token: str) -> HttpResponse:
    """The same entry as in the mail and in feeds: whoever has it there sees it once."""
    place = place_with_token(token)
    if place is None or not stands_in_calendars(place):
        raise Http404
    language = language_of(request)
    with translation.override(language):
        entry, word = entry_of_place(place, language), pgettext("file name", "place")
    response = HttpResponse(ical.feed([entry], ical.About(entry.title)), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = disposition(f"{word}.ics")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
