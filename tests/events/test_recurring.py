from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.recurring import MOST, EndlessRule, Repeats, Rule, TooManyDays, days_of, left_out_in_vain, planned

OSLO = ZoneInfo("Europe/Oslo")
TUESDAY = date(2027, 2, 9)


def test_every_third_week_until_a_day():
    rule = Rule(repeats=Repeats.WEEKLY, first=TUESDAY, every=3, until=date(2027, 4, 13))

    assert days_of(rule) == [date(2027, 2, 9), date(2027, 3, 2), date(2027, 3, 23), date(2027, 4, 13)]


def test_skipped_days_do_not_count():
    rule = Rule(repeats=Repeats.WEEKLY, first=TUESDAY, count=3, skip=frozenset({date(2027, 2, 16)}))

    assert days_of(rule) == [date(2027, 2, 9), date(2027, 2, 23), date(2027, 3, 2)]


def test_days_left_out_in_vain_are_those_without_a_meeting():
    wednesday, listed = date(2027, 2, 17), (date(2027, 2, 16), date(2027, 3, 1))
    skip = frozenset({date(2027, 2, 16), wednesday})

    assert left_out_in_vain(Rule(repeats=Repeats.WEEKLY, first=TUESDAY, count=3, skip=skip)) == [wednesday]
    assert left_out_in_vain(Rule(repeats=Repeats.LISTED, first=TUESDAY, listed=listed, skip=skip)) == [wednesday]
    assert left_out_in_vain(Rule(repeats=Repeats.WEEKLY, first=TUESDAY, count=3)) == []


def test_rule_at_the_end_of_the_calendar_ends_with_it():
    rule = Rule(repeats=Repeats.WEEKLY, first=date(9999, 12, 20), count=5)

    assert days_of(rule) == [date(9999, 12, 20)]


def test_second_tuesday_of_every_month():
    rule = Rule(repeats=Repeats.MONTHLY, first=TUESDAY, count=4)

    assert days_of(rule) == [date(2027, 2, 9), date(2027, 3, 9), date(2027, 4, 13), date(2027, 5, 11)]


def test_fifth_weekday_is_the_last_of_each_month():
    rule = Rule(repeats=Repeats.MONTHLY, first=date(2027, 3, 30), count=3)

    assert days_of(rule) == [date(2027, 3, 30), date(2027, 4, 27), date(2027, 5, 25)]


def test_listed_days_are_sorted_and_said_once():
    days = (date(2027, 5, 4), date(2027, 2, 9), date(2027, 5, 4), date(2027, 9, 7))
    rule = Rule(repeats=Repeats.LISTED, first=TUESDAY, listed=days, skip=frozenset({date(2027, 9, 7)}))

    assert days_of(rule) == [date(2027, 2, 9), date(2027, 5, 4)]


def test_rules_without_end_and_with_too_many_days_are_refused():
    with pytest.raises(EndlessRule):
        days_of(Rule(repeats=Repeats.WEEKLY, first=TUESDAY))
    with pytest.raises(TooManyDays):
        days_of(Rule(repeats=Repeats.WEEKLY, first=TUESDAY, until=date(2032, 1, 1)))
    with pytest.raises(TooManyDays):
        days_of(Rule(repeats=Repeats.WEEKLY, first=TUESDAY, count=MOST + 1))


def test_summer_and_winter_meetings_begin_at_the_same_time_on_the_wall():
    rule = Rule(repeats=Repeats.WEEKLY, first=date(2027, 3, 23), count=2)

    plan = planned(rule, starts=time(9), ends=time(10), zone=OSLO)

    assert [one.starts_at for one in plan] == [
        datetime(2027, 3, 23, 8, tzinfo=UTC),
        datetime(2027, 3, 30, 7, tzinfo=UTC),
    ]


def test_times_that_are_not_or_twice_have_no_moment_in_the_plan():
    rule = Rule(repeats=Repeats.LISTED, first=TUESDAY, listed=(date(2027, 3, 28), date(2027, 10, 31)))

    plan = planned(rule, starts=time(2, 30), ends=time(4), zone=OSLO)

    assert [(one.starts_at, bool(one.ends_at)) for one in plan] == [(None, True), (None, True)]


@given(
    st.sampled_from([Repeats.WEEKLY, Repeats.MONTHLY]),
    st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    st.integers(1, 6),
    st.integers(1, 8),
    st.sets(st.integers(0, 400)),
)
def test_days_of_a_rule_are_as_many_as_said_on_one_weekday_and_none_skipped(repeats, first, every, count, skipped):
    skip = frozenset(first + timedelta(days=number) for number in skipped)

    days = days_of(Rule(repeats=repeats, first=first, every=every, count=count, skip=skip))

    assert len(days) == count
    assert days == sorted(set(days))
    assert {day.weekday() for day in days} == {first.weekday()}
    assert not skip.intersection(days)
