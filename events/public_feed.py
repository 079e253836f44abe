"""All that visitors may know of what is to come, as JSON for other programs. docs/events/feed.md says what it holds.

The bytes are the same until something in them changes: no moment of writing, fixed order of names.
"""

import json
from datetime import datetime
from typing import Any

from cms.addresses import site_url
from cms.texts import said

from .faces import Face, faces_of
from .models import Occurrence
from .queries import upcoming

VERSION = 1
MOST = 1000


def feed(language: str, *, at: datetime) -> bytes:
    """Call it with that language active: addresses lead to pages in it. Five queries at any size."""
    rows = list(upcoming(at=at).prefetch_related("topics")[:MOST])
    events = [_entry(face, language) for face in faces_of(rows, at=at)]
    whole = {"version": VERSION, "language": language, "events": events}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _entry(face: Face, language: str) -> dict[str, Any]:
    occurrence = face.occurrence
    return {
        "uid": str(occurrence.uid),
        "sequence": occurrence.sequence,
        "kind": occurrence.series.kind,
        "title": occurrence.title_in(language),
        "series": {"key": str(occurrence.series.key), "title": occurrence.series.title_in(language)},
        "state": face.phase.value,
        "starts_at": occurrence.starts_at.astimezone(occurrence.zone).isoformat(),
        "ends_at": occurrence.ends_at.astimezone(occurrence.zone).isoformat(),
        "timezone": occurrence.timezone,
        "mode": occurrence.mode,
        **_where(occurrence),
        "topics": [{"code": one.code, "title": said(_names(one), language)} for one in occurrence.topics.all()],
        "url": site_url(face.url),
    }


def _where(occurrence: Occurrence) -> dict[str, Any]:
    municipality = occurrence.municipality
    return {
        "venue": occurrence.venue,
        "address": occurrence.address,
        "municipality": municipality.name if municipality else None,
        "county": municipality.county.name if municipality else None,
        "country": municipality.country if municipality else None,
    }


def _names(term: Any) -> dict[str, str]:
    return {language: getattr(term, f"name_{language}") for language in ("nb", "nn", "sv", "en")}
