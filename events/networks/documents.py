"""Minutes on paper, for those who may read them on the page."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from cms import clock
from cms.centre import centre_facts
from events.words import when_in_words, where_in_words
from learning.documents import THEME, tagged_pdf

from .attendance import Presence, presence_at
from .formatting import parts_of
from .models import Decision, Minutes

LAYOUT = THEME / "templates/theme/document/minutes.typ"


def minutes_pdf(minutes: Minutes, *, is_latest: bool = True) -> bytes:
    """A4, tagged (PDF/UA-1), in the language that is active. Of a version with its occurrence and series loaded."""
    return tagged_pdf(LAYOUT, minutes_facts(minutes, is_latest=is_latest))


def minutes_facts(minutes: Minutes, *, is_latest: bool) -> dict[str, Any]:
    """Everything the layout prints, in words."""
    occurrence = minutes.occurrence
    return {
        "language": get_language() or "nb",
        "centre": centre_facts()["name"],
        "network": occurrence.series.title,
        "title": occurrence.title,
        "heading": pgettext("meeting", "Minutes"),
        "when": when_in_words(occurrence),
        "where": where_in_words(occurrence),
        "note": _note(minutes, is_latest=is_latest),
        "parts": [{"kind": one.kind, "lines": list(map(_plain, one.lines))} for one in parts_of(minutes.text)],
        "decisions": [
            {"text": _plain(one.text), "about": _about(one)} for one in minutes.decisions.select_related("responsible")
        ],
        "present": _present(presence_at(occurrence)),
        "version": _version(minutes),
        "labels": {"decisions": _("Decisions"), "present": _("Who was there")},
    }


def _note(minutes: Minutes, *, is_latest: bool) -> str:
    if not is_latest:
        return _("This version was corrected. A newer one holds.")
    return _("Corrected") + f": {_plain(minutes.correction)}" if minutes.correction else ""


def _about(decision: Decision) -> str:
    """Who sees to it, and by when."""
    who = decision.responsible.name if decision.responsible else ""
    due = _("by %(day)s") % {"day": date_format(decision.due_on, "DATE_FORMAT")} if decision.due_on else ""
    return " · ".join(filter(None, (who, due)))


def _present(presence: Presence | None) -> str:
    if presence is None:
        return ""
    others = ngettext("%(number)s person more", "%(number)s people more", presence.others)
    return ", ".join([*presence.names, *([others % {"number": presence.others}] if presence.others else [])])


def _version(minutes: Minutes) -> str:
    day = date_format(clock.local_date(minutes.published_at), "DATE_FORMAT") if minutes.published_at else ""
    return _("Version %(number)s, published %(day)s") % {"number": minutes.number, "day": day}


def _plain(text: str) -> str:
    """Without signs that are not seen: they steer a terminal or turn the reading direction."""
    return "".join(sign for sign in text if sign.isprintable())
