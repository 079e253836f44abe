"""The sessions a door can check people in to, as the programme is being written."""

from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from events.models import Occurrence
from events.programme.enums import PAUSES
from events.programme.models import Session


class Choice(NamedTuple):
    key: UUID
    words: str


def sessions_at(occurrence: Occurrence) -> list[Choice]:
    """In their order, on the clock there; breaks have no door. One query."""
    rows = Session.objects.filter(occurrence=occurrence).exclude(kind__in=PAUSES).select_related("room")
    return [Choice(one.key, _words(one, occurrence)) for one in rows.order_by("starts_at", "room__position", "pk")]


def _words(session: Session, occurrence: Occurrence) -> str:
    starts = timezone.localtime(session.starts_at, occurrence.zone)
    room = f" ({session.room})" if session.room else ""
    return f"{date_format(starts, 'j. b H:i')} {session.title}{room}"
