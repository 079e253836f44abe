"""Days of exhibitors when their event moves."""

from datetime import date, timedelta

import pytest

from events.domain.occurrences import move
from events.domain.terms import When, Where
from events.exhibitors.domain.packages import FairTerms, set_fair
from events.exhibitors.domain.tasks import set_task
from events.exhibitors.models import Fair, FairTask
from tests.factories.events import AT, STARTS
from tests.factories.exhibitors import make_package

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 2)


def moved(*due, by, apply_until=None):
    """Days of tasks, and the last day for applying, once the event has moved by so many days."""
    occurrence = make_package().occurrence
    set_fair(occurrence=occurrence, terms=FairTerms(apply_until=apply_until), by=None, at=AT)
    for day in due:
        set_task(occurrence=occurrence, titles={"nb": "Send logo"}, due_date=day, by=None, at=AT)
    occurrence.refresh_from_db()
    span = timedelta(days=by)
    when = When(starts_at=occurrence.starts_at + span, ends_at=occurrence.ends_at + span)
    move(occurrence=occurrence, when=when, where=Where(venue=occurrence.venue), by=None, at=AT)
    return list(FairTask.objects.order_by("pk").values_list("due_date", flat=True)), Fair.objects.get().apply_until


def test_tasks_stay_as_far_from_the_day():
    late = TODAY - timedelta(days=3)

    days, until = moved(date(2027, 1, 14), late, by=28, apply_until=STARTS - timedelta(days=40))

    assert days == [date(2027, 2, 11), date(2026, 11, 27)]
    assert until == STARTS - timedelta(days=12)


def test_a_nearer_day_makes_nothing_late_that_was_not():
    late = TODAY - timedelta(days=3)

    days, until = moved(date(2026, 11, 20), late, by=-28, apply_until=AT + timedelta(days=10))

    assert (days, until) == ([TODAY, late], None)
