"""A month as weeks of days, Monday first, with what takes place on each."""

import calendar
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import capfirst

from .enums import OccurrenceState
from .faces import Phase
from .models import Occurrence
from .page_urls import urls_of
from .queries import Wanted, upcoming

COMING = 12
YEARS = range(2000, 2101)
# Nothing takes longer than this; a mistyped year fills no calendar.
LONGEST = timedelta(days=31)
# What a month says of those that are not held.
OFF: dict[str, Any] = {
    OccurrenceState.CANCELLED: Phase.CANCELLED.label,
    OccurrenceState.POSTPONED: Phase.POSTPONED.label,
}


@dataclass(frozen=True)
class Entry:
    title: str
    url: str
    # Empty where it began on a day before.
    starts: str
    is_off: bool
    words: str


@dataclass
class Day:
    date: date
    is_in_month: bool
    is_today: bool
    entries: list[Entry] = field(default_factory=list)

    @property
    def weekday(self) -> str:
        return str(WEEKDAYS[self.date.weekday()])


@dataclass(frozen=True)
class Week:
    days: list[Day]

    @property
    def is_empty(self) -> bool:
        return not any(day.entries for day in self.days)


def coming(today: date) -> list[date]:
    """The first days of this month and those after it."""
    first = today.replace(day=1)
    found = []
    for _number in range(COMING):
        found.append(first)
        first = (first + timedelta(days=32)).replace(day=1)
    return found


def read(text: str) -> date | None:
    """The first day of a month written as 2027-02; None for anything else."""
    year, _sign, month = text.partition("-")
    if not (len(text) == 7 and year.isdecimal() and month.isdecimal()):
        return None
    if int(year) not in YEARS or not 1 <= int(month) <= 12:
        return None
    return date(int(year), int(month), 1)


def weekdays() -> list[str]:
    return [capfirst(str(WEEKDAYS[number])) for number in range(7)]


def weeks_of(first: date, wanted: Wanted, *, today: date, at: datetime) -> list[Week]:
    """Two queries, one where nothing has a page."""
    begins = datetime.combine(first, time.min, tzinfo=timezone.get_default_timezone())
    rows = list(upcoming(replace(wanted, month=first), at=begins))
    urls = urls_of(rows)
    on = defaultdict(list)
    for occurrence in rows:
        for day in _days(occurrence):
            on[day].append(_entry(occurrence, urls[occurrence.pk], day))
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return [Week([Day(day, day.month == first.month, day == today, on[day]) for day in week]) for week in weeks]


def _days(occurrence: Occurrence) -> list[date]:
    """Each day it takes place on, on the clocks there. What ends at midnight does not reach into the next day."""
    starts = occurrence.starts_at.astimezone(occurrence.zone)
    ends = min(occurrence.ends_at, occurrence.starts_at + LONGEST).astimezone(occurrence.zone)
    last = (ends - timedelta(microseconds=1)).date()
    return [starts.date() + timedelta(days=number) for number in range((last - starts.date()).days + 1)]


def _entry(occurrence: Occurrence, url: str, day: date) -> Entry:
    starts = occurrence.starts_at.astimezone(occurrence.zone)
    is_off = occurrence.state in OFF
    return Entry(
        title=occurrence.title,
        url=url,
        starts=date_format(starts, "TIME_FORMAT") if starts.date() == day else "",
        is_off=is_off,
        words=str(OFF[occurrence.state]) if is_off else "",
    )
