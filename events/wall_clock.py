"""Times as the clock on the wall shows them, and the moments they are. Twice a year a clock shows an hour that is not,
and an hour twice; nobody guesses which was meant.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

# Where our occurrences take place, or are followed from.
ZONES = ("Europe/Oslo", "Europe/Stockholm")


class NoSuchTime(Exception):
    """The clocks go forward past this time."""


class TimeComesTwice(Exception):
    """The clocks go back: `moments` are both."""

    def __init__(self, moments: tuple[datetime, ...]) -> None:
        super().__init__(*moments)
        self.moments = moments


def moment_of(day: date, clock_time: time, zone: ZoneInfo, *, second: bool | None = None) -> datetime:
    """The moment, in UTC. `second` chooses where the time comes twice. Raises NoSuchTime, TimeComesTwice."""
    moments = moments_of(day, clock_time, zone)
    if not moments:
        raise NoSuchTime
    if len(moments) == 2 and second is None:
        raise TimeComesTwice(moments)
    return moments[-1 if second else 0]


def moments_of(day: date, clock_time: time, zone: ZoneInfo) -> tuple[datetime, ...]:
    """One as a rule: none where the clock leaves the time out, two where it shows it twice, the earlier first."""
    shown = datetime.combine(day, clock_time.replace(tzinfo=None, fold=0))
    found: list[datetime] = []
    for fold in (0, 1):
        moment = shown.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if moment not in found and moment.astimezone(zone).replace(tzinfo=None, fold=0) == shown:
            found.append(moment)
    return tuple(found)


def days_later(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """As many days later at the same time on the wall; the nearest there is where that day's clock leaves it out."""
    local = moment.astimezone(zone)
    day = date.fromordinal(local.date().toordinal() + days)
    moments = moments_of(day, local.time(), zone)
    if moments:
        return moments[0]
    return datetime.combine(day, local.time(), tzinfo=zone).astimezone(UTC)


def span_days_later(starts: datetime, ends: datetime, days: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Both at the same times on the wall; where that day's clock brings them together, as long as it was."""
    begins, over = (days_later(moment, days, zone) for moment in (starts, ends))
    return begins, over if over > begins else begins + (ends - starts)
