"""Words of this room in every language, and times as people read them."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.texts import Texts

from .models import Occurrence


def in_every_language(words: Any) -> Texts:
    """A lazy text of ours, as a text of a record."""
    texts: Texts = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            texts[code] = str(words)
    return texts


def span_in_words(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """Day and times on the clocks there, in the active language: 25 February 2027, 10:00–16:00."""
    first, last = starts_at.astimezone(zone), ends_at.astimezone(zone)
    day, begins, ends = _day(first), _time(first), _time(last)
    if first.date() == last.date():
        return _("%(day)s, %(starts)s–%(ends)s") % {"day": day, "starts": begins, "ends": ends}
    values = {"day": day, "starts": begins, "last": _day(last), "ends": ends}
    return _("%(day)s, %(starts)s – %(last)s, %(ends)s") % values


def hours_in_words(occurrence: Occurrence) -> str:
    """10:00–16:00, where the day it begins on is said already."""
    first, last = (moment.astimezone(occurrence.zone) for moment in (occurrence.starts_at, occurrence.ends_at))
    if first.date() == last.date():
        return f"{_time(first)}–{_time(last)}"
    return _("%(starts)s – %(last)s, %(ends)s") % {"starts": _time(first), "last": _day(last), "ends": _time(last)}


def last_day_in_words(moment: datetime, zone: ZoneInfo) -> str:
    """The whole last day before a deadline at midnight, 1 February 2027; nothing where it is at another time."""
    there = moment.astimezone(zone)
    return _day(there - timedelta(days=1)) if there.time() == time.min else ""


def deadline_in_words(moment: datetime, zone: ZoneInfo) -> str:
    """After “until” or “by”: the end of 1 February 2027, or 25 February 2027, 10:00."""
    if day := last_day_in_words(moment, zone):
        return _("the end of %(day)s") % {"day": day}
    return moment_in_words(moment, zone)


def moment_in_words(moment: datetime, zone: ZoneInfo) -> str:
    """25 February 2027, 10:00."""
    there = moment.astimezone(zone)
    return _("%(day)s, %(time)s") % {"day": _day(there), "time": _time(there)}


def short_day_in_words(there: datetime) -> str:
    """Thu 25 Feb 2027, in the order of the active language."""
    return capfirst(formats.date_format(there, _("D j M Y")))


def when_in_words(occurrence: Occurrence) -> str:
    return span_in_words(occurrence.starts_at, occurrence.ends_at, occurrence.zone)


def where_in_words(occurrence: Occurrence) -> str:
    """Venue and address in one line; what is online alone says so."""
    said = ", ".join(part for part in (occurrence.venue, occurrence.address) if part)
    return said or str(occurrence.get_mode_display())


def place_in_words(occurrence: Occurrence) -> str:
    """The same with its municipality, as one finds the way there; costs a query unless it is loaded."""
    where, there = where_in_words(occurrence), occurrence.municipality
    if there is None or there.name in where or not (occurrence.venue or occurrence.address):
        return where
    return f"{where}, {there.name}"


def where_and_how_in_words(occurrence: Occurrence) -> str:
    """The same with how it is held, once."""
    where, how = where_in_words(occurrence), str(occurrence.get_mode_display())
    return where if where == how else f"{where} · {how}"


def _day(moment: datetime) -> str:
    return formats.date_format(moment, "DATE_FORMAT")


def _time(moment: datetime) -> str:
    return formats.date_format(moment, "TIME_FORMAT")
