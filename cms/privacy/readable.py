"""Values of a person's copy as a reader takes them in: yes and no, days and times as on a wall clock."""

from datetime import date, datetime, time
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

NOTHING = "–"


def readable(value: Any) -> str:
    """A value as text in the language that is active. Lists and tables of values are said one after another."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return "; ".join(f"{key}: {readable(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(readable(one) for one in value)
    return _moment(value) if isinstance(value, date | time) else str(value)


def _moment(value: date | time) -> str:
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return formats.date_format(local, "DATETIME_FORMAT")
    return formats.time_format(value, "TIME_FORMAT") if isinstance(value, time) else formats.date_format(value)
