from datetime import timedelta

import pytest

from events.domain.recurring import create_meetings
from events.domain.terms import InThePast, Tickets, When, Where
from events.models import Occurrence
from tests.factories.events import AT, STARTS, make_series

pytestmark = pytest.mark.django_db
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
ONLINE = Where(mode="online", join_url="https://meet.example.org/fast")


def times(number, start=STARTS):
    return [When(starts_at=start + week * WEEK, ends_at=start + week * WEEK + HOUR) for week in range(number)]


def meetings(series, number=3, **values):
    values = {"tickets": Tickets(), "opened": True, "by": None, "at": AT, **values}
    return create_meetings(series=series, times=times(number), where=ONLINE, **values)


def test_each_meeting_is_an_occurrence_of_its_own():
    made = meetings(make_series("network"))

    assert [one.starts_at for one in made] == [STARTS, STARTS + WEEK, STARTS + 2 * WEEK]
    assert {(one.state, one.join_link.url) for one in made} == {("open", "https://meet.example.org/fast")}
    assert len({one.uid for one in made}) == 3


def test_form_that_is_sent_twice_makes_nothing_twice():
    series = make_series("network")
    meetings(series)

    assert len(meetings(series, 4)) == 1
    assert Occurrence.objects.count() == 4


def test_all_or_none_are_made():
    wrong = [*times(2), *times(1, start=AT - WEEK)]

    with pytest.raises(InThePast):
        create_meetings(series=make_series(), times=wrong, where=ONLINE, announced=True, by=None, at=AT)
    assert Occurrence.objects.count() == 0
