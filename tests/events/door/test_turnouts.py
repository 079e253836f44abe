from datetime import timedelta

import pytest

from events.door.domain.attendance import settle_attendance
from events.door.turnouts import no_show_percent, participations, turnouts
from events.enums import PlaceState
from events.models import Occurrence
from tests.factories.door import OVER, make_coordinator, make_day, make_guest, scan
from tests.factories.events import STARTS, make_series
from tests.factories.people import make_organisation, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
LATER = OVER + timedelta(days=60)


def held(series, *, came, absent, week=0):
    day = make_day(series=series, starts_at=STARTS + timedelta(weeks=week))
    for _number in range(came):
        scan(make_guest(day))
    for _number in range(absent):
        make_guest(day)
    make_guest(day, state=PlaceState.CANCELLED)
    settle_attendance(occurrence=day, by=make_coordinator(), at=OVER + timedelta(weeks=week))
    return day


def test_who_stayed_away_is_counted_for_each_time_and_for_the_series():
    series = make_series()
    first, second = held(series, came=3, absent=1), held(series, came=1, absent=1, week=1)
    make_guest(make_day(series=series))
    held(make_series(), came=0, absent=5)

    found = turnouts(series, before=LATER)

    assert [(one.occurrence, one.confirmed, one.came, one.absent_percent) for one in found] == [
        (second, 2, 1, 50),
        (first, 4, 3, 25),
    ]
    assert no_show_percent(series, before=LATER) == 33
    assert no_show_percent(make_series(), before=LATER) is None


def test_people_are_counted_once_and_participations_each_time():
    here, company = make_organisation(), make_organisation("Kraftlaget AS", kind="company")
    ingrid = make_user("Ingrid Moen")
    for _day in range(2):
        day = make_day()
        scan(make_guest(day, user=ingrid, organisation=here))
        scan(make_guest(day, email="ola@example.org", organisation=here))
        scan(make_guest(day, email="", organisation=company))
        scan(make_guest(day, email="OLA@example.com"))
        make_guest(day, organisation=company)

    found = participations(Occurrence.objects.all())

    assert [tuple(one) for one in found] == [("municipality", 4, 2), ("", 2, 1), ("company", 2, 2)]
    assert str(found[1].label)


def test_person_with_an_account_is_one_person_as_a_guest_too_and_assistants_are_not_counted():
    ingrid, unproved = make_user(email="ingrid@example.org"), make_user(email="ola@example.org", confirmed=False)
    scan(make_guest(make_day(), user=ingrid, email="jobb@example.org"))
    scan(make_guest(make_day(), email="Ingrid@example.org"))
    scan(make_guest(make_day(), "Tor Vik", email="ingrid@example.org", is_assistant=True))
    scan(make_guest(make_day(), user=unproved, email="annen@example.org"))
    scan(make_guest(make_day(), email="ola@example.org"))

    assert [tuple(one) for one in participations(Occurrence.objects.all())] == [("", 4, 3)]


def test_organisation_that_booked_counts_where_the_person_has_none():
    day = make_day()
    ola = make_guest(day)
    ola.booking.organisation = make_organisation(kind="voluntary")
    ola.booking.save()
    scan(ola)

    assert [one.kind for one in participations(Occurrence.objects.filter(pk=day.pk))] == ["voluntary"]


@pytest.mark.parametrize("times", [1, 4])
def test_sums_cost_the_same_for_few_and_many(times):
    series = make_series()
    for week in range(times):
        held(series, came=week + 1, absent=1, week=week)

    with count_queries() as asked:
        turnouts(series, before=LATER)
        participations(Occurrence.objects.all())

    assert len(asked) == 3, asked
