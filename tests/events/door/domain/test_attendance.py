from datetime import timedelta
from uuid import uuid4

import pytest

from events.door.domain.attendance import (
    AlreadySettled,
    NothingToCorrect,
    NotOverYet,
    ReasonMissing,
    WasCancelled,
    correct_attendance,
    settle_attendance,
)
from events.door.models import AttendanceCorrection, Settlement
from events.door.queries import who_came, with_attendance
from events.enums import OccurrenceState
from events.models import Place
from events.signals import attendance_settled
from tests.factories.door import OVER, make_coordinator, make_day, make_guest, scan
from tests.queries import count_queries
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced():
    heard = []

    def hear(places, at, **_):
        heard.append({place.pk for place in places})

    attendance_settled.connect(hear)
    yield heard
    attendance_settled.disconnect(hear)


def correct(place, came, *, reason="Sto i køen", **fields):
    return correct_attendance(place=place, came=came, reason=reason, by=make_coordinator(), at=OVER, **fields)


def test_correction_counts_more_than_scans_and_the_newest_most():
    ingrid = make_guest(make_day())

    correct(ingrid, True)
    assert list(who_came(ingrid.occurrence)) == [ingrid]
    correct(ingrid, False)
    scan(ingrid)

    assert not who_came(ingrid.occurrence).exists()
    assert AttendanceCorrection.objects.count() == 2


def test_correction_says_why_and_changes_something():
    ingrid = make_guest(make_day())

    with pytest.raises(ReasonMissing):
        correct(ingrid, True, reason="  ")
    with pytest.raises(NothingToCorrect):
        correct(ingrid, False)


def test_correction_of_a_session_leaves_the_day_alone():
    ingrid, session = make_guest(make_day()), uuid4()
    scan(ingrid)

    correct(ingrid, True, session_key=session)

    assert list(who_came(ingrid.occurrence, session_key=session)) == [ingrid]
    assert AttendanceCorrection.objects.get().session_key == session


def test_settling_announces_who_came(announced, django_capture_on_commit_callbacks):
    day = make_day(people=1)
    ingrid = make_guest(day)
    scan(ingrid)

    with django_capture_on_commit_callbacks(execute=True):
        settle_attendance(occurrence=day, by=make_coordinator(), at=OVER)

    assert announced == [{ingrid.pk}]


def test_correction_after_that_is_announced_too(announced, django_capture_on_commit_callbacks):
    ingrid = make_guest(make_day())
    settle_attendance(occurrence=ingrid.occurrence, by=make_coordinator(), at=OVER)

    with django_capture_on_commit_callbacks(execute=True):
        correct(ingrid, True)

    assert announced == [{ingrid.pk}]


def test_settled_once_and_only_when_it_is_over():
    day = make_day()

    with pytest.raises(NotOverYet):
        settle_attendance(occurrence=day, by=make_coordinator(), at=day.ends_at - timedelta(seconds=1))
    settle_attendance(occurrence=day, by=make_coordinator(), at=OVER)
    with pytest.raises(AlreadySettled):
        settle_attendance(occurrence=day, by=make_coordinator(), at=OVER)


@pytest.mark.parametrize("state", [OccurrenceState.CANCELLED, OccurrenceState.POSTPONED, OccurrenceState.DRAFT])
def test_what_was_not_held_is_not_settled(state):
    with pytest.raises(WasCancelled):
        settle_attendance(occurrence=make_day(state=state), by=make_coordinator(), at=OVER)


@pytest.mark.parametrize("people", [1, 40])
def test_attendance_of_all_is_one_query(people):
    day = make_day(people=people)
    scan(day.places.first())

    with count_queries() as asked:
        found = list(with_attendance(Place.objects.filter(occurrence=day)))

    assert len(asked) == 1, asked
    assert [place.came for place in found].count(True) == 1


def settle_twice():
    day, staff = make_day(), make_coordinator()

    def settle():
        return settle_attendance(occurrence=day, by=staff, at=OVER)

    return at_once(settle, settle, meet_before='INSERT INTO "door_settlement"')


@pytest.mark.django_db(transaction=True)
def test_settled_by_two_at_once_is_settled_once():
    said = settle_twice()

    assert [type(one) for one in said if isinstance(one, Exception)] == [AlreadySettled]
    assert Settlement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_of_them_meets_the_constraint(monkeypatch):
    take_away_locks(monkeypatch)

    assert [type(one).__name__ for one in settle_twice() if isinstance(one, Exception)] == ["IntegrityError"]
