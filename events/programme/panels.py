"""What the programme hangs on an occurrence as visitors see it, with a page or without one."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms import clock
from cms.page_cache import kept_with_pages
from events.faces import Face

from .caveats import moved_in_words
from .reading import EVERYTHING, edition_of
from .rules import is_open
from .shown import days_html

# A programme of so many sessions stands on the page whole; a longer one has a page of its own.
MOST_ON_THE_PAGE = 30


def programme_part(request: HttpRequest, *, face: Face) -> SafeString | None:
    """The programme, or the way to it. One query, kept until one is published."""
    edition = kept_with_pages(f"programme:{face.occurrence.pk}", lambda: edition_of(face.occurrence))
    if edition is None:
        return None
    is_short = len(edition.content["sessions"]) <= MOST_ON_THE_PAGE
    days = days_html(edition, EVERYTHING, get_language() or "nb", 3) if is_short else ""
    about: dict[str, Any] = {"face": face, "days": days, "has_people": edition.content["speakers"]}
    about["moved"] = moved_in_words(edition, face.occurrence)
    return SafeString(render_to_string("programme/panels/programme.html", about, request))


def materials_part(request: HttpRequest, *, face: Face) -> SafeString | None:
    """The way to what was handed out, when there is something. One query."""
    occurrence, at = face.occurrence, clock.now()
    rows = list(occurrence.materials.filter(shown_since__isnull=False))
    for one in rows:
        one.occurrence = occurrence
    if not any(is_open(one, at=at) for one in rows):
        return None
    return SafeString(render_to_string("programme/panels/materials.html", {"occurrence": occurrence}, request))
