"""Which day a report is due, and what time it tells of. Days where the centre is; no database, no clock."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from .enums import Rhythm

DAY, WEEK = timedelta(days=1), timedelta(days=7)
# When people's mornings begin; mail's own quiet hours may put it off further.
MORNING = time(7, 30)


class Period(NamedTuple):
    """Both days included."""

    first: date
    last: date


def next_day(rhythm: str, *, after: date) -> date:
    """The next Monday, or first of a month, after a day."""
    if rhythm == Rhythm.WEEKLY:
        return after + timedelta(days=7 - after.weekday())
    return date(after.year + after.month // 12, after.month % 12 + 1, 1)


def period_before(rhythm: str, *, day: date) -> Period:
    """The whole week or month before the day a report is due."""
    if rhythm == Rhythm.WEEKLY:
        return Period(day - WEEK, day - DAY)
    last = day.replace(day=1) - DAY
    return Period(last.replace(day=1), last)


def morning_of(day: date) -> datetime:
    """When a report of that day is written, summer time or not."""
    return timezone.make_aware(datetime.combine(day, MORNING), timezone.get_default_timezone())


def bounds(period: Period) -> tuple[datetime, datetime]:
    """The first moment of a period, and the first after it."""
    zone = timezone.get_default_timezone()
    first, after = (datetime.combine(day, time()) for day in (period.first, period.last + DAY))
    return timezone.make_aware(first, zone), timezone.make_aware(after, zone)
