"""Quiet hours and digest times, on ordinary days and on the two when clocks are changed."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from cms.mail.quiet import Quiet, next_digest_at

OSLO = ZoneInfo("Europe/Oslo")
USUAL = Quiet()
NIGHTS = Quiet(weekends=False)


def oslo(text, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=OSLO, fold=fold).astimezone(UTC)


def says(moment):
    return moment.astimezone(OSLO).strftime("%a %d.%m %H:%M")


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        ("2026-11-02T19:59", "Mon 02.11 19:59"),
        ("2026-11-02T20:00", "Tue 03.11 07:00"),
        ("2026-11-03T00:00", "Tue 03.11 07:00"),
        ("2026-11-03T06:59", "Tue 03.11 07:00"),
        ("2026-11-03T07:00", "Tue 03.11 07:00"),
        ("2026-11-06T19:59", "Fri 06.11 19:59"),
        # A Friday night ends on Monday morning.
        ("2026-11-06T20:00", "Mon 09.11 07:00"),
        ("2026-11-07T12:00", "Mon 09.11 07:00"),
        ("2026-11-08T23:59", "Mon 09.11 07:00"),
        ("2026-11-09T00:00", "Mon 09.11 07:00"),
    ],
)
def test_usual_quiet_is_nights_and_weekends(at, leaves):
    assert says(USUAL.next_moment(oslo(at))) == leaves


@pytest.mark.parametrize(
    ("quiet", "at", "leaves"),
    [
        (Quiet(nights=False, weekends=False), "2026-11-07T03:00", "Sat 07.11 03:00"),
        (Quiet(nights=False), "2026-11-06T23:00", "Fri 06.11 23:00"),
        (Quiet(nights=False), "2026-11-07T00:00", "Mon 09.11 00:00"),
        (NIGHTS, "2026-11-07T12:00", "Sat 07.11 12:00"),
        (NIGHTS, "2026-11-07T22:00", "Sun 08.11 07:00"),
        # Quiet within one day: somebody who works nights.
        (Quiet(starts_at=time(8), ends_at=time(15), weekends=False), "2026-11-03T08:00", "Tue 03.11 15:00"),
        (Quiet(starts_at=time(8), ends_at=time(15), weekends=False), "2026-11-03T15:00", "Tue 03.11 15:00"),
        (Quiet(starts_at=time(8), ends_at=time(15)), "2026-11-07T16:00", "Mon 09.11 00:00"),
    ],
)
def test_people_may_want_other_hours(quiet, at, leaves):
    assert says(quiet.next_moment(oslo(at))) == leaves


# Summer time began on 29 March 2026 at 02:00 (02:30 does not exist) and ended on 25 October at 03:00 (02:30 twice).
@pytest.mark.parametrize(
    ("ends_at", "at", "fold", "leaves", "offset"),
    [
        (time(7), "2026-03-28T22:00", 0, "Sun 29.03 07:00", 2),
        (time(2, 30), "2026-03-28T22:00", 0, "Sun 29.03 03:30", 2),
        (time(2, 30), "2026-03-29T03:15", 0, "Sun 29.03 03:30", 2),
        (time(7), "2026-10-24T22:00", 0, "Sun 25.10 07:00", 1),
        # Quiet ends once: the second time the clock shows half past two.
        (time(2, 30), "2026-10-25T02:29", 0, "Sun 25.10 02:30", 1),
        (time(2, 30), "2026-10-25T02:45", 0, "Sun 25.10 02:30", 1),
        (time(2, 30), "2026-10-25T02:29", 1, "Sun 25.10 02:30", 1),
        (time(2, 30), "2026-10-25T02:31", 1, "Sun 25.10 02:31", 1),
    ],
)
def test_night_when_clocks_are_changed(ends_at, at, fold, leaves, offset):
    moment = Quiet(ends_at=ends_at, weekends=False).next_moment(oslo(at, fold))

    assert says(moment) == leaves
    assert moment.astimezone(OSLO).utcoffset().total_seconds() / 3600 == offset


def test_quiet_that_begins_in_the_doubled_hour_begins_the_first_time():
    quiet = Quiet(starts_at=time(2, 30), ends_at=time(7), weekends=False)

    assert says(quiet.next_moment(oslo("2026-10-25T02:29", fold=0))) == "Sun 25.10 02:29"
    assert says(quiet.next_moment(oslo("2026-10-25T02:15", fold=1))) == "Sun 25.10 07:00"


@pytest.mark.parametrize("zone_hour", range(24))
def test_moment_that_comes_out_is_never_quiet_and_never_earlier(zone_hour):
    for day in ("2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-11-06"):
        at = oslo(f"{day}T{zone_hour:02}:30")
        moment = USUAL.next_moment(at)
        assert moment >= at
        assert USUAL.next_moment(moment) == moment


@pytest.mark.parametrize(
    ("frequency", "after", "goes_out"),
    [
        ("daily", "2026-11-02T07:29", "Mon 02.11 07:30"),
        ("daily", "2026-11-02T07:30", "Tue 03.11 07:30"),
        ("daily", "2026-11-06T08:00", "Mon 09.11 07:30"),
        ("daily", "2026-11-07T05:00", "Mon 09.11 07:30"),
        ("weekly", "2026-11-02T07:29", "Mon 02.11 07:30"),
        ("weekly", "2026-11-02T07:30", "Mon 09.11 07:30"),
        ("weekly", "2026-10-24T12:00", "Mon 26.10 07:30"),
        ("daily", "2026-03-27T12:00", "Mon 30.03 07:30"),
    ],
)
def test_digests_go_out_at_half_past_seven(frequency, after, goes_out):
    assert says(next_digest_at(frequency, after=oslo(after))) == goes_out
