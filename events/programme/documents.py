"""The programme on paper, made of the published version and nothing else."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

import theme
from cms.centre import centre_facts
from events.models import Occurrence
from events.words import when_in_words, where_in_words
from learning.documents import tagged_pdf

from .caveats import moved_in_words, off_in_words
from .reading import EVERYTHING, Edition
from .shown import Shown, days_of

LAYOUT = Path(theme.__file__).parent / "templates/theme/document/programme.typ"
KEPT_SECONDS = 24 * 3600


def programme_pdf(occurrence: Occurrence, edition: Edition, *, language: str) -> bytes:
    """A4, tagged (PDF/UA-1), in the language that is active, which is `language`. Drawn once for a version."""
    facts = programme_facts(occurrence, edition, language=language)
    key = f"programme.pdf.{edition.digest}.{language}.{hash_of(facts)}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = draw(facts)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def hash_of(facts: dict[str, Any]) -> str:
    """Of what stands in the head of the sheet: the occurrence may move without a new version."""
    head = {name: value for name, value in facts.items() if name != "days"}
    return hashlib.sha256(json.dumps(head, sort_keys=True).encode()).hexdigest()[:16]


def draw(facts: dict[str, Any]) -> bytes:
    return tagged_pdf(LAYOUT, facts)


def programme_facts(occurrence: Occurrence, edition: Edition, *, language: str) -> dict[str, Any]:
    """Everything the layout prints, in words."""
    return {
        "language": language,
        "centre": centre_facts()["name"],
        "title": occurrence.title_in(language),
        "heading": _("Programme"),
        "when": when_in_words(occurrence),
        "where": where_in_words(occurrence),
        "caveat": off_in_words(occurrence) or moved_in_words(edition, occurrence),
        "version": _("Version %(number)d") % {"number": edition.number},
        "days": [
            {"words": day["words"], "sessions": [_row(one) for slot in day["slots"] for one in slot]}
            for day in days_of(edition, EVERYTHING, language)
        ],
        "labels": {"time": _("Time"), "what": _("What"), "where": _("Room")},
    }


def _row(session: Shown) -> dict[str, Any]:
    people = [
        ", ".join(part for part in (one["name"], one["organisation"]) if part)
        + (f" ({one['role']})" if one["role"] else "")
        for one in session.speakers
    ]
    return {
        "times": session.times,
        "title": session.title,
        "text": session.text,
        "room": session.room,
        "track": session.track,
        "people": people,
        "pause": session.is_pause,
    }
