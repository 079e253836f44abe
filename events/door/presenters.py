"""What the door tells of a scan, in words: the same on the page, after it, and to those who listen to it."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms import clock
from events.enums import PlaceState
from events.models import Occurrence, Place

from .codes import spellings
from .domain.check_ins import last_passage
from .enums import FORCEABLE, Result, ScanKind
from .models import CheckIn

TONES: dict[str, str] = {Result.OK: "good", Result.ALREADY: "warn", Result.NOT_IN: "warn", Result.WAITING: "warn"}
ICONS = {"good": "check", "warn": "warning", "bad": "cross"}


@dataclass(frozen=True)
class Said:
    """One answer of the door. `tone` is good, warn or bad; words and an icon always stand with it."""

    pk: int
    tone: str
    headline: str
    detail: str
    name: str
    organisation: str
    category: str
    # The scan that let the person in, to be undone.
    undoes: int | None
    may_force: bool
    # The place was let go at the door: it can be had again.
    may_give_back: bool
    # Somebody waits in line, and it has begun: they can have a place that is free.
    may_give_free: bool
    place_id: int | None

    @property
    def icon(self) -> str:
        return ICONS[self.tone]


def said_of(row: CheckIn) -> Said:
    """Its occurrence must be the row's own, with its series; one query more where an earlier scan is told of."""
    place, earlier = row.place, _earlier(row)
    result = Result(row.result)
    return Said(
        pk=row.pk,
        tone=TONES.get(result, "bad"),
        headline=_headline(row),
        detail=_detail(row, earlier),
        name=_name(place) if place else "",
        organisation=organisation_of(place) if place else "",
        category=place.category.name if place else "",
        undoes=earlier.pk if earlier else row.pk if result == Result.OK and place else None,
        may_force=result in FORCEABLE and row.kind == ScanKind.ENTRY,
        may_give_back=_was_let_go(row),
        may_give_free=_waits_at_the_door(row),
        place_id=row.place_id,
    )


def organisation_of(place: Place) -> str:
    """As it is known for the person, or for whoever booked; both must be loaded."""
    return place.organisation.name if place.organisation else place.booking.organisation_name


def _name(place: Place) -> str:
    return place.name or _now("Not named yet")


def _was_let_go(row: CheckIn) -> bool:
    """Since it began; what was given to the waiting list before is not told apart from what was given back."""
    place = row.place
    if row.result != Result.CANCELLED or place is None or place.state != PlaceState.RELEASED:
        return False
    return place.ended_at is not None and place.ended_at >= row.occurrence.starts_at


def _waits_at_the_door(row: CheckIn) -> bool:
    occurrence = row.occurrence
    waits = row.result == Result.WAITING and row.place is not None and row.place.state == PlaceState.WAITING
    return waits and occurrence.starts_at <= clock.now() < occurrence.ends_at


def _headline(row: CheckIn) -> str:
    if _was_let_go(row):
        return _now("The place was let go")
    if row.result == Result.OK and row.kind == ScanKind.EXIT:
        return _now("Goodbye")
    return str(Result(row.result).label)


def _earlier(row: CheckIn) -> CheckIn | None:
    """How somebody who is checked in already came in."""
    if row.result != Result.ALREADY or row.place is None:
        return None
    return last_passage(row.place, session_key=row.session_key, before=row)


def _detail(row: CheckIn, earlier: CheckIn | None) -> str:
    if row.result == Result.ALREADY:
        return _came_in(earlier, row.occurrence) if earlier else ""
    told = _DETAILS.get(Result(row.result))
    return told(row) if told else str(_ADVICE.get(Result(row.result), ""))


def _welcome(row: CheckIn) -> str:
    if row.forced:
        return _now("Let in all the same. What the list says: %(said)s.") % {"said": Result(row.conflict).label}
    return _now("This place takes part online.") if row.place and row.place.mode == "online" else ""


def _came_in(earlier: CheckIn, occurrence: Occurrence) -> str:
    about = {"when": when(earlier.scanned_at, occurrence), "door": earlier.door}
    return _now("Came in %(when)s, %(door)s.") % about if earlier.door else _now("Came in %(when)s.") % about


def when(moment: Any, occurrence: Occurrence) -> str:
    """The time on the clock of the occurrence; with the day, when that is another one."""
    local = timezone.localtime(moment, occurrence.zone)
    today = timezone.localtime(clock.now(), occurrence.zone).date()
    return date_format(local, "H:i" if local.date() == today else "SHORT_DATETIME_FORMAT")


def _cancelled(row: CheckIn) -> str:
    if row.place and _was_let_go(row):
        moment = when(row.place.ended_at, row.occurrence)
        said = _now("That was %(when)s, when nobody had come on it. Give it back if there is a free one.")
        return said % {"when": moment}
    return _now("This place was given back. Is there a free one?")


def _foreign(row: CheckIn) -> str:
    other = Place.objects.filter(code__in=spellings(row.code)).select_related("occurrence__series").first()
    if other is None:
        return ""
    day = date_format(timezone.localtime(other.occurrence.starts_at, other.occurrence.zone), "DATE_FORMAT")
    return _now("This ticket is for %(title)s, %(day)s.") % {"title": other.occurrence.title, "day": day}


_DETAILS = {Result.OK: _welcome, Result.FOREIGN: _foreign, Result.CANCELLED: _cancelled}
_ADVICE = {
    Result.NOT_IN: _("Nobody has come in with this ticket."),
    Result.WAITING: _("The place is not confirmed: it waits for approval or stands on the waiting list."),
    Result.OLD: _("The ticket was handed to somebody else, who has a new code. Look up the name."),
    Result.UNKNOWN: _("This is no ticket of ours. Look up the name."),
}
