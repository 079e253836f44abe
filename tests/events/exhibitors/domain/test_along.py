from datetime import date, timedelta

import pytest

from events.domain.occurrences import move
from events.domain.terms import When, Where
from events.exhibitors.domain.packages import FairTerms, set_fair
from events.exhibitors.domain.tasks import set_task
from tests.factories.events import AT, STARTS
from tests.factories.exhibitors import make_package

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHO = {"by": None, "at": AT}


def moved(*, by_days, apply_until, due_dates):
    """Until when one may apply and the days of the tasks, after the event has moved."""
    occurrence = make_package().occurrence
    set_fair(occurrence=occurrence, terms=FairTerms(apply_until=apply_until), **WHO)
    for day in due_dates:
        set_task(occurrence=occurrence, titles={"nb": "Logo"}, due_date=day, **WHO)
    starts = STARTS + by_days * DAY
    when = When(starts_at=starts, ends_at=starts + (occurrence.ends_at - occurrence.starts_at))
    occurrence = move(occurrence=occurrence, when=when, where=Where(), **WHO)
    return occurrence.fair.apply_until, [task.due_date for task in occurrence.fair_tasks.order_by("pk")]


def test_deadlines_that_lie_ahead_go_along_with_the_event():
    today = AT.date()
    days = [today - DAY, today, date(2027, 2, 10)]

    apply_until, due_dates = moved(by_days=14, apply_until=STARTS - 20 * DAY, due_dates=days)

    assert apply_until == STARTS - 6 * DAY
    assert due_dates == [today - DAY, today + 14 * DAY, date(2027, 2, 24)]


def test_deadline_that_would_have_passed_by_an_earlier_day_is_today_or_until_it_starts():
    today = AT.date()

    apply_until, due_dates = moved(by_days=-3, apply_until=AT + DAY, due_dates=[today + DAY])

    assert apply_until is None
    assert due_dates == [today]
