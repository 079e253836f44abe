"""Counting in months, as validity and cadences do."""

from datetime import date


def months_later(day: date, months: int | None) -> date | None:
    """The same day so many months later; the month's last day where it has no such day (31 August + 6: 28 February)."""
    if not months:
        return None
    year, month = divmod(day.month - 1 + months, 12)
    first_of_next = date(day.year + year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last_day = date.fromordinal(first_of_next.toordinal() - 1).day
    return date(day.year + year, month + 1, min(day.day, last_day))
