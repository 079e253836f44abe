"""Meetings of a series, made together and then each on its own."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from cms.people.models import User

from ..enums import OccurrenceState
from ..models import Occurrence, Series
from .making import create_occurrence
from .occurrences import announce, open_sign_up
from .terms import Details, Tickets, When, Where

# What is called off keeps no day.
OFF = (OccurrenceState.CANCELLED, OccurrenceState.POSTPONED)


def meeting_days(series: Series, *, zone: ZoneInfo) -> set[date]:
    """Days on which meetings of the series begin. One query."""
    rows = Occurrence.objects.filter(series=series).exclude(state__in=OFF)
    return {moment.astimezone(zone).date() for moment in rows.values_list("starts_at", flat=True)}


@transaction.atomic
def create_meetings(
    *,
    series: Series,
    times: Sequence[When],
    where: Where,
    details: Details | None = None,
    tickets: Tickets | None = None,
    announced: bool = False,
    opened: bool = False,
    by: User | None,
    at: datetime,
) -> list[Occurrence]:
    """Make one occurrence for each time. One that the series has at this very time is not made again: a form that is
    sent twice makes nothing twice. Raises EndsBeforeStart, InThePast, NoTickets.
    """
    Series.objects.select_for_update().get(pk=series.pk)
    known = set(Occurrence.objects.filter(series=series).values_list("starts_at", flat=True))
    made = []
    for when in times:
        if when.starts_at in known:
            continue
        known.add(when.starts_at)
        one = create_occurrence(series=series, when=when, where=where, details=details, tickets=tickets, by=by, at=at)
        if opened:
            one = open_sign_up(occurrence=one, by=by, at=at)
        elif announced:
            one = announce(occurrence=one, by=by, at=at)
        made.append(one)
    return made


@transaction.atomic
def open_drafts(*, series: Series, by: User | None, at: datetime) -> list[Occurrence]:
    """Open sign-up for every draft of the series that lies ahead and has a ticket."""
    rows = drafts_to_open(series, at=at).select_related("series")
    return [open_sign_up(occurrence=one, by=by, at=at) for one in rows]


def drafts_to_open(series: Series, *, at: datetime) -> QuerySet[Occurrence]:
    rows = Occurrence.objects.filter(series=series, state=OccurrenceState.DRAFT, starts_at__gt=at)
    return rows.filter(categories__isnull=False).distinct().order_by("starts_at", "pk")
