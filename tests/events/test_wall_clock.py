"""Norway and Sweden, both change days, and property: a moment that is found reads back as it was written."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.wall_clock import ZONES, NoSuchTime, TimeComesTwice, days_later, moment_of, moments_of, span_days_later

OSLO = ZoneInfo("Europe/Oslo")
FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)


@pytest.mark.parametrize("name", ZONES)
def test_hour_that_is_left_out_is_no_moment(name):
    zone = ZoneInfo(name)

    with pytest.raises(NoSuchTime):
        moment_of(FORWARD, time(2, 30), zone)

    assert moment_of(FORWARD, time(1, 59), zone) == datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    assert moment_of(FORWARD, time(3, 0), zone) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", ZONES)
def test_hour_that_comes_twice_is_asked_about(name):
    zone = ZoneInfo(name)
    first, second = datetime(2027, 10, 31, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 1, 30, tzinfo=UTC)

    with pytest.raises(TimeComesTwice) as asked:
        moment_of(BACK, time(2, 30), zone)

    assert asked.value.moments == (first, second)
    assert moment_of(BACK, time(2, 30), zone, second=False) == first
    assert moment_of(BACK, time(2, 30), zone, second=True) == second


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 1439), st.sampled_from(ZONES))
def test_every_moment_reads_back(day, minute, name):
    zone, shown = ZoneInfo(name), time(*divmod(minute, 60))

    for moment in moments_of(day, shown, zone):
        local = moment.astimezone(zone)
        assert (local.date(), local.time().replace(fold=0)) == (day, shown)


def test_days_later_keeps_the_time_on_the_wall_over_a_change_day():
    noon = datetime(2027, 3, 27, 11, 0, tzinfo=UTC)

    assert days_later(noon, 2, OSLO) == datetime(2027, 3, 29, 10, 0, tzinfo=UTC)


def test_days_later_falls_on_the_nearest_time_where_there_is_none():
    night = moment_of(FORWARD - timedelta(days=1), time(2, 30), OSLO)

    assert days_later(night, 1, OSLO).astimezone(OSLO).time() in {time(1, 30), time(3, 30)}


def test_what_begins_in_the_hour_that_is_left_out_still_ends_after_it_began():
    starts, ends = (datetime(2027, 3, 27, *there, tzinfo=OSLO).astimezone(UTC) for there in ((2, 15), (3, 0)))

    begins, over = span_days_later(starts, ends, 1, OSLO)

    assert (begins.astimezone(OSLO).time(), over - begins) == (time(3, 15), timedelta(minutes=45))
    assert span_days_later(starts, ends, 2, OSLO) == (days_later(starts, 2, OSLO), days_later(ends, 2, OSLO))
