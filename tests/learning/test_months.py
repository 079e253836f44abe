from datetime import date

import pytest

from learning.months import months_later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 2), 24, date(2028, 11, 2)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 11, 2), None, None),
        (date(2026, 11, 2), 0, None),
    ],
)
def test_months_end_on_a_day_that_there_is(day, months, later):
    assert months_later(day, months) == later
