"""Several people at once, on the real database, and the same with the locks taken away."""

from datetime import timedelta

import pytest

from events.domain.bookings import NotOpen
from events.domain.changing import ChangedMeanwhile, version_of
from events.domain.occurrences import cancel, move
from events.domain.quotas import SmallerThanTaken, set_quota
from events.domain.recurring import create_meetings
from events.domain.terms import When, Where
from events.models import Occurrence, Place
from tests.factories.bookings import order
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_series
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def kinds(found):
    return sorted(type(one).__name__ for one in found)


# --- Two tabs --------------------------------------------------------------------------------------


def moved_and_cancelled_at_once():
    """Both were shown the same version."""
    occurrence = make_occurrence()
    shown = version_of(occurrence)
    later = When(starts_at=STARTS + HOUR, ends_at=STARTS + 8 * HOUR)
    calls = (
        lambda: move(occurrence=occurrence, when=later, where=Where(), by=None, at=AT + HOUR, seen=shown),
        lambda: cancel(occurrence=occurrence, reason="Snø", by=None, at=AT + HOUR, seen=shown),
    )
    return at_once(*calls, meet_before='UPDATE "events_occurrence"')


def test_one_of_two_tabs_is_too_late():
    found = moved_and_cancelled_at_once()

    assert kinds(found) == sorted([Occurrence.__name__, ChangedMeanwhile.__name__])
    assert Occurrence.objects.get().sequence == 1


def test_without_the_lock_both_tabs_would_win(monkeypatch):
    take_away_locks(monkeypatch)

    found = moved_and_cancelled_at_once()

    assert kinds(found) == ["Occurrence", "Occurrence"]
    # Two changes, and calendars hear of one.
    assert Occurrence.objects.get().sequence == 1


# --- Calling off while somebody signs up -----------------------------------------------------------


def cancelled_while_somebody_books():
    category = make_category(size=10)
    occurrence = category.occurrence
    calls = (
        lambda: cancel(occurrence=occurrence, reason="Snø", by=None, at=AT),
        lambda: order(category, at=AT),
        lambda: order(category, at=AT, email="per@example.org"),
    )
    found = at_once(*calls, meet_before="INSERT INTO")
    return found[1:]


def test_who_signs_up_while_it_is_called_off_comes_before_or_is_told():
    """Whoever got a place had it before: the notice, which is worked off after commit, reaches them."""
    bookings = cancelled_while_somebody_books()

    refused = sum(isinstance(one, NotOpen) for one in bookings)
    assert refused + Place.objects.count() == 2
    assert Occurrence.objects.get().state == "cancelled"


# --- A smaller quota -------------------------------------------------------------------------------


def made_smaller_while_somebody_books():
    category = make_category(size=1)
    quota = category.quotas.get()
    values = {"name": quota.name, "size": 0, "categories": [category], "by": None, "at": AT}
    return at_once(
        lambda: set_quota(occurrence=category.occurrence, quota=quota, **values),
        lambda: order(category, at=AT),
        meet_before=('UPDATE "events_quota"', 'INSERT INTO "events_booking"'),
    )


def holding():
    return Place.objects.filter(state="confirmed").count()


def test_nobody_gets_a_place_that_is_taken_away_meanwhile():
    smaller, _booking = made_smaller_while_somebody_books()

    size = 1 if isinstance(smaller, SmallerThanTaken) else 0
    assert holding() == size


def test_without_the_lock_somebody_would_sit_on_a_place_that_is_not(monkeypatch):
    take_away_locks(monkeypatch)

    smaller, _booking = made_smaller_while_somebody_books()

    assert (smaller.size, holding()) == (0, 1)


# --- A form that is sent twice ---------------------------------------------------------------------


def meetings_made_twice():
    series = make_series("network")
    times = [When(starts_at=STARTS + day * 24 * HOUR, ends_at=STARTS + (day * 24 + 1) * HOUR) for day in range(2)]
    make = lambda: create_meetings(series=series, times=times, where=Where(), by=None, at=AT)  # noqa: E731
    at_once(make, make, meet_before='INSERT INTO "events_occurrence"')
    return Occurrence.objects.count()


def test_double_click_makes_no_meeting_twice():
    assert meetings_made_twice() == 2


def test_without_the_lock_it_would(monkeypatch):
    take_away_locks(monkeypatch)

    assert meetings_made_twice() == 4
