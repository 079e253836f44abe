"""What every page of a programme begins with."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from events.models import Occurrence
from events.seeing import may_see

from ..caveats import off_in_words
from ..reading import Edition, edition_of


def occurrence_or_404(request: HttpRequest, uid: UUID) -> Occurrence:
    """One the reader may know of. One query for what is public."""
    found = Occurrence.objects.select_related("series").filter(uid=uid).first()
    if found is None or not may_see(request.user, found):
        raise Http404
    return found


def edition_or_404(occurrence: Occurrence) -> Edition:
    edition = edition_of(occurrence)
    if edition is None:
        raise Http404
    return edition


def language() -> str:
    return get_language() or "nb"


def page(request: HttpRequest, name: str, occurrence: Occurrence, **about: Any) -> HttpResponse:
    about |= {"occurrence": occurrence, "off": off_in_words(occurrence)}
    return render(request, f"programme/{name}.html", about)
