from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from dateutil.easter import easter

from events.office_hours import hours_later, is_working_day, public_holidays

OSLO = ZoneInfo("Europe/Oslo")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


@pytest.mark.parametrize(
    ("since", "hours", "expected"),
    [
        ("2026-11-02 09:00", 4, "2026-11-02 13:00"),
        ("2026-11-02 08:00", 8, "2026-11-02 16:00"),
        ("2026-11-02 13:00", 8, "2026-11-03 13:00"),
        ("2026-11-02 17:30", 2, "2026-11-03 10:00"),
        ("2026-11-02 03:00", 1, "2026-11-02 09:00"),
        ("2026-11-06 15:00", 8, "2026-11-09 15:00"),
        ("2026-11-07 12:00", 8, "2026-11-09 16:00"),
        ("2027-03-24 15:00", 8, "2027-03-30 15:00"),
        ("2026-12-24 12:00", 8, "2026-12-28 12:00"),
        ("2027-05-14 15:00", 2, "2027-05-18 09:00"),
        ("2026-10-23 12:00", 8, "2026-10-26 12:00"),
    ],
    ids=[
        "same day",
        "whole day",
        "next day",
        "evening",
        "night",
        "friday",
        "saturday",
        "easter",
        "christmas",
        "17 May and Whit Monday",
        "clocks go back",
    ],
)
def test_office_hours_later(since, hours, expected):
    assert hours_later(at(since), hours, zone=OSLO) == at(expected)


def test_moment_in_utc_is_read_on_the_clock_of_its_people():
    assert hours_later(datetime(2026, 7, 1, 13, 0, tzinfo=UTC), 2, zone=OSLO) == datetime(2026, 7, 2, 7, 0, tzinfo=UTC)


def test_easter_is_where_everybody_has_it():
    for year in range(2000, 2100):
        assert {easter(year)} == {day for day in public_holidays(year) if day == easter(year)}


@pytest.mark.parametrize(
    "day",
    ["2027-01-01", "2027-03-25", "2027-03-26", "2027-03-29", "2027-05-06", "2027-05-17", "2026-05-25", "2026-12-25"],
)
def test_nobody_works_on_public_holidays(day):
    assert not is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-12-24", "2026-12-31", "2027-03-24", "2027-05-18"])
def test_days_that_only_feel_like_holidays_are_working_days(day):
    assert is_working_day(date.fromisoformat(day))
