"""Who booked as a guest has all that hangs on a place once their address is shown to be theirs."""

import pytest

from events.calendar.panels import days_of
from events.door.targets import series_ways
from events.enums import SeriesKind
from events.programme.queries import attended
from events.seeing import may_see
from tests.factories.events import make_category, make_occurrence, make_place, make_series
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest_place():
    series = make_series(SeriesKind.NETWORK, members_only=True)
    return make_place(make_category(make_occurrence(series)), email="Kari@Example.org")


@pytest.mark.parametrize("confirmed", [True, False])
def test_days_pages_and_materials_follow_the_address(guest_place, confirmed):
    kari, occurrence = make_user(email="kari@example.org", confirmed=confirmed), guest_place.occurrence

    assert days_of(kari).exists() is confirmed
    assert may_see(kari, occurrence) is confirmed
    assert attended(kari, occurrence) is confirmed


def test_requirement_that_a_day_fulfils_is_under_way():
    place = make_place(email="Kari@Example.org")
    key = str(place.occurrence.series.key)

    for user, under_way in ((make_user(email="kari@example.org"), True), (make_user(), False)):
        assert series_ways(user, [key])[key].under_way is under_way
