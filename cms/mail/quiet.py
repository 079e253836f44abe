"""Quiet hours and digest times as arithmetic on the centre's own clock (TIME_ZONE).

On the two nights a year when clocks are changed, a time that exists twice ends the quiet the second time, and a time
that does not exist counts as many minutes after the change as it is into the missing hour (02:30 becomes 03:30), as
RFC 5545 has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.utils import timezone

from .enums import Frequency

DAY = timedelta(days=1)
SATURDAY, MONDAY = 5, 0
DIGEST_TIME = time(7, 30)


@dataclass(frozen=True)
class Quiet:
    """When somebody is left in peace. Nights go from `starts_at` to `ends_at`, over midnight when that is earlier."""

    nights: bool = True
    starts_at: time = time(20, 0)
    ends_at: time = time(7, 0)
    weekends: bool = True

    def next_moment(self, at: datetime) -> datetime:
        """This moment if it is not quiet, else the first one after the quiet (a Friday night ends on Monday)."""
        moment = at
        while ends := max((end for start, end in self._spans(moment) if start <= moment < end), default=None):
            moment = ends
        return moment

    def _spans(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        zone = timezone.get_default_timezone()
        today = at.astimezone(zone).date()
        for day in (today - DAY, today):
            if self.nights:
                last_day = day if self.starts_at < self.ends_at else day + DAY
                yield _first(day, self.starts_at, zone), _last(last_day, self.ends_at, zone)
            if self.weekends and day.weekday() >= SATURDAY:
                yield _first(day, time(0), zone), _last(day + DAY, time(0), zone)


def next_digest_at(frequency: str, *, after: datetime) -> datetime:
    """The next time digests go out: half past seven on working days, or on Mondays."""
    zone = timezone.get_default_timezone()
    day = after.astimezone(zone).date()
    while _first(day, DIGEST_TIME, zone) <= after or not _is_digest_day(day, frequency):
        day += DAY
    return _first(day, DIGEST_TIME, zone)


def _is_digest_day(day: date, frequency: str) -> bool:
    return day.weekday() == MONDAY if frequency == Frequency.WEEKLY else day.weekday() < SATURDAY


def _first(day: date, clock_time: time, zone: tzinfo) -> datetime:
    """When the clock first shows this time on this day."""
    return datetime.combine(day, clock_time, zone).astimezone(UTC)


def _last(day: date, clock_time: time, zone: tzinfo) -> datetime:
    """When it does so for the last time (or would have, had the hour not been left out)."""
    moments = (datetime.combine(day, clock_time.replace(fold=fold), zone).astimezone(UTC) for fold in (0, 1))
    return max(moments)
