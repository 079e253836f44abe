"""Days of meetings that come again and again, from a rule. What is made of them are single occurrences; the rule is
forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule
from django.db import models
from django.utils.translation import gettext_lazy as _

from .wall_clock import NoSuchTime, TimeComesTwice, moment_of

WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)
# More than this is a slip of the pen.
MOST = 60
# How far the search goes for days that are not left out.
FARTHEST_YEARS = 6


class Repeats(models.TextChoices):
    WEEKLY = "weekly", _("Every week, or every so many weeks, on the same weekday")
    MONTHLY = "monthly", _("Every month on the same weekday: the second Tuesday, say")
    LISTED = "listed", _("On the days I write")


class EndlessRule(Exception):
    """Neither a last day nor a number."""


class TooManyDays(Exception):
    """More than `MOST`."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`every` counts weeks or months; `last` takes the last such weekday of each month. `skip` is left out, and
    `count` counts what is left.
    """

    repeats: str
    first: date
    every: int = 1
    last: bool = False
    until: date | None = None
    count: int | None = None
    listed: tuple[date, ...] = ()
    skip: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Planned:
    """One day of the plan; without moments where the clock on the wall has no such time that day, or has it twice."""

    day: date
    starts_at: datetime | None
    ends_at: datetime | None


def days_of(rule: Rule) -> list[date]:
    """The days a rule means, in order. Raises EndlessRule, TooManyDays."""
    if rule.repeats == Repeats.LISTED:
        found = sorted({day for day in rule.listed if day not in rule.skip})
    else:
        if rule.until is None and rule.count is None:
            raise EndlessRule
        left = (day for day in _recurring(rule) if day not in rule.skip)
        found = list(islice(left, min(rule.count or MOST + 1, MOST + 1)))
    if len(found) > MOST:
        raise TooManyDays
    return found


def left_out_in_vain(rule: Rule) -> list[date]:
    """Days to leave out on which there would be no meeting anyway."""
    if not rule.skip:
        return []
    last = max(rule.skip)
    given = rule.listed if rule.repeats == Repeats.LISTED else takewhile(lambda day: day <= last, _recurring(rule))
    return sorted(rule.skip - set(given))


def planned(rule: Rule, *, starts: time, ends: time, zone: ZoneInfo) -> list[Planned]:
    """The moments of each day. Raises EndlessRule, TooManyDays."""
    return [Planned(day, _moment(day, starts, zone), _moment(day, ends, zone)) for day in days_of(rule)]


def _recurring(rule: Rule) -> Iterator[date]:
    first = datetime.combine(rule.first, time.min)
    farthest = first.replace(year=min(first.year + FARTHEST_YEARS, date.max.year), day=min(first.day, 28))
    until = datetime.combine(rule.until, time.min) if rule.until else farthest
    weekday = WEEKDAYS[rule.first.weekday()]
    if rule.repeats == Repeats.WEEKLY:
        days = rrule(WEEKLY, dtstart=first, interval=rule.every, until=until)
    else:
        # A fifth Tuesday is not in every month: it is the last one then.
        nth = (rule.first.day - 1) // 7 + 1
        wanted = weekday(-1) if rule.last or nth == 5 else weekday(nth)
        days = rrule(MONTHLY, dtstart=first, interval=rule.every, byweekday=wanted, until=until)
    return (day.date() for day in days)


def _moment(day: date, clock_time: time, zone: ZoneInfo) -> datetime | None:
    try:
        return moment_of(day, clock_time, zone)
    except (NoSuchTime, TimeComesTwice):
        return None
