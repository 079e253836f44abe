"""Days and times of a programme on the clocks of where it is held, in the language that is active."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _


def time_in_words(moment: datetime, zone: ZoneInfo) -> str:
    return formats.date_format(moment.astimezone(zone), "TIME_FORMAT")


def times_in_words(starts: datetime, ends: datetime, zone: ZoneInfo) -> str:
    return _("%(starts)s–%(ends)s") % {"starts": time_in_words(starts, zone), "ends": time_in_words(ends, zone)}


def day_in_words(moment: datetime, zone: ZoneInfo) -> str:
    """With the day of the week: a conference is remembered by it."""
    there = moment.astimezone(zone)
    values = {"weekday": formats.date_format(there, "l"), "day": formats.date_format(there, "DATE_FORMAT")}
    return _("%(weekday)s %(day)s") % values
