"""When somebody at work can be expected to answer: 8–16 on working days in Norway.

The public holidays stand in law (lov om 1. og 17. mai som høgtidsdager; lov om trudomssamfunn § 27) and all but three
days follow Easter, so they are counted here and not taken from a package that would have to be kept fresh.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
BEGINS, ENDS = time(8), time(16)
FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
# Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday and Monday.
AROUND_EASTER = (-3, -2, 0, 1, 39, 49, 50)
SATURDAY = 5


def hours_later(since: datetime, hours: int, *, zone: ZoneInfo) -> datetime:
    """The moment so many office hours after another one. An hour that the clocks skip at night never counts."""
    here, left = _opening_at_or_after(since.astimezone(zone)), timedelta(hours=hours)
    while left > (today := datetime.combine(here.date(), ENDS, zone) - here):
        left -= today
        here = _opening_at_or_after(datetime.combine(here.date() + DAY, BEGINS, zone))
    return (here + left).astimezone(since.tzinfo)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


@lru_cache(maxsize=32)
def public_holidays(year: int) -> frozenset[date]:
    """The days Norway has off. Christmas Eve and New Year's Eve are ordinary days in law."""
    easter = _easter(year)
    return frozenset([date(year, month, day) for month, day in FIXED] + [easter + days * DAY for days in AROUND_EASTER])


def _opening_at_or_after(here: datetime) -> datetime:
    """This moment during office hours, else when they begin next."""
    if is_working_day(here.date()) and here.time() < ENDS:
        return max(here, datetime.combine(here.date(), BEGINS, here.tzinfo))
    day = here.date() + DAY
    while not is_working_day(day):
        day += DAY
    return datetime.combine(day, BEGINS, here.tzinfo)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    four, remainder = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * four - moon - remainder) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
