"""Which day a report is due: Mondays and firsts of months, also across ends of months, years and summer time."""

from datetime import UTC, date, datetime

import pytest

from learning.reports.periods import Period, bounds, morning_of, next_day, period_before


@pytest.mark.parametrize(
    ("rhythm", "after", "due"),
    [
        ("weekly", date(2026, 11, 28), date(2026, 11, 30)),
        ("weekly", date(2026, 11, 30), date(2026, 12, 7)),
        ("weekly", date(2026, 12, 29), date(2027, 1, 4)),
        ("monthly", date(2026, 11, 28), date(2026, 12, 1)),
        ("monthly", date(2026, 12, 1), date(2027, 1, 1)),
        ("monthly", date(2027, 1, 31), date(2027, 2, 1)),
        ("monthly", date(2028, 2, 29), date(2028, 3, 1)),
    ],
)
def test_next_day(rhythm, after, due):
    assert next_day(rhythm, after=after) == due


@pytest.mark.parametrize(
    ("rhythm", "day", "period"),
    [
        ("weekly", date(2026, 11, 30), Period(date(2026, 11, 23), date(2026, 11, 29))),
        ("monthly", date(2026, 12, 1), Period(date(2026, 11, 1), date(2026, 11, 30))),
        ("monthly", date(2028, 3, 1), Period(date(2028, 2, 1), date(2028, 2, 29))),
        ("monthly", date(2027, 1, 1), Period(date(2026, 12, 1), date(2026, 12, 31))),
    ],
)
def test_period(rhythm, day, period):
    assert period_before(rhythm, day=day) == period


def test_morning_is_half_past_seven_before_and_after_summer_time():
    # Summer time ends on 25 October 2026.
    assert morning_of(date(2026, 10, 19)) == datetime(2026, 10, 19, 5, 30, tzinfo=UTC)
    assert morning_of(date(2026, 10, 26)) == datetime(2026, 10, 26, 6, 30, tzinfo=UTC)


def test_week_with_the_longer_sunday_is_an_hour_longer():
    start, end = (at.astimezone(UTC) for at in bounds(period_before("weekly", day=date(2026, 10, 26))))

    assert (end - start).total_seconds() == 7 * 86400 + 3600
