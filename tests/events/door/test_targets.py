from datetime import date, timedelta

import pytest
import time_machine

from cms.people.models import User
from events.door.domain.attendance import settle_attendance
from events.door.domain.awards import AwardWords, advance_award, start_award
from events.door.targets import series_done, series_options, series_titles, series_ways
from learning.models import Certificate
from learning.requirements.targets import target_kinds
from tests.factories.door import OVER, make_coordinator, make_day, make_guest, scan
from tests.factories.events import STARTS, make_series
from tests.factories.people import make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
EVERYBODY = User.objects.values("pk")


def came(user, series=None, *, settle=True, **fields):
    day = make_day(series=series, **fields)
    place = make_guest(day, user=user)
    scan(place)
    if settle:
        settle_attendance(occurrence=day, by=make_coordinator(), at=OVER)
    return place


def done(series, *, until=date(2027, 12, 31)):
    return list(series_done([str(series.key)], EVERYBODY, until))


def test_events_can_be_demanded():
    place = came(make_user())
    series = place.occurrence.series

    assert "event" in {kind.kind for kind in target_kinds()}
    assert series_options() == [(str(series.key), "Langvarig strømbrudd")]
    assert series_titles([str(series.key)]) == {str(series.key): "Langvarig strømbrudd"}


def test_settled_attendance_is_proof_with_its_certificate():
    place = came(make_user())
    day = place.occurrence

    [before] = done(day.series)
    award = start_award(occurrence=day, words=AwardWords("Fagdag", "Deltok"), by=make_coordinator(), at=OVER)
    advance_award(award_id=award.pk, at=OVER)
    [after] = done(day.series)

    assert (before.user_id, before.on, before.proof) == (place.user_id, date(2027, 2, 25), f"place:{place.pk}")
    assert (before.certificate_id, after.certificate_id) == (None, Certificate.objects.get().pk)


def test_what_is_not_settled_or_later_or_of_others_is_no_proof():
    place = came(make_user(), settle=False)
    series = place.occurrence.series
    assert done(series) == []
    settle_attendance(occurrence=place.occurrence, by=make_coordinator(), at=OVER)

    assert done(series, until=date(2027, 2, 24)) == []
    assert done(make_series()) == []
    assert list(series_done([str(series.key)], User.objects.none().values("pk"), date(2027, 12, 31))) == []


@time_machine.travel(STARTS - timedelta(days=10), tick=False)
def test_way_leads_to_the_next_one_that_is_open():
    series, user = make_series(), make_user()
    later, following = make_day(series=series, starts_at=STARTS + timedelta(7)), make_day(series=series)
    make_guest(following, user=user)

    way = series_ways(user, [str(series.key)])[str(series.key)]

    assert (way.url, way.under_way) == (f"/events/{following.uid}/", True)
    assert later != following


@pytest.mark.parametrize("people", [1, 5])
def test_one_query_for_all(people):
    series = make_series()
    for _number in range(people):
        came(make_user(), series)

    with count_queries() as asked:
        assert len(done(series)) == people

    assert len(asked) == 1, asked
