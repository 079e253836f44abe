from datetime import UTC, date, datetime, timedelta

import pytest

from events.models import Occurrence, Quota
from events.queries import Wanted, counts_of, free_places, free_places_of, place_counts, takes_sign_ups, upcoming
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place, make_series
from tests.factories.places import make_county, make_municipality
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


# --- Occurrences -----------------------------------------------------------------------------------


def test_upcoming_are_public_and_not_over_the_soonest_first():
    late = make_occurrence(starts_at=STARTS + DAY)
    soon = make_occurrence(state="cancelled")
    make_occurrence(state="draft")
    make_occurrence(make_series(members_only=True))
    make_occurrence(starts_at=AT - DAY)
    on_now = make_occurrence(starts_at=AT - HOUR)

    assert list(upcoming(at=AT)) == [on_now, soon, late]


def test_filters_narrow_down():
    county = make_county()
    there = make_occurrence(municipality=make_municipality(county=county))
    countys = make_occurrence(make_series("network", county=county), mode="online")
    elsewhere = make_occurrence(mode="hybrid", starts_at=STARTS + 5 * DAY)

    assert list(upcoming(Wanted(county=county), at=AT)) == [there, countys]
    assert list(upcoming(Wanted(kind="network"), at=AT)) == [countys]
    assert list(upcoming(Wanted(mode="online"), at=AT)) == [countys, elsewhere]
    assert list(upcoming(Wanted(mode="room"), at=AT)) == [there, elsewhere]
    assert list(upcoming(Wanted(month=date(2027, 3, 31)), at=AT)) == [elsewhere]
    assert list(upcoming(Wanted(month=date(2027, 2, 1)), at=AT)) == [there, countys]


def test_month_begins_and_ends_at_midnight_where_the_centre_is():
    last = make_occurrence(starts_at=datetime(2027, 2, 28, 22, 0, tzinfo=UTC), hours_long=1)
    first = make_occurrence(starts_at=datetime(2027, 2, 28, 23, 0, tzinfo=UTC))

    assert list(upcoming(Wanted(month=date(2027, 2, 10)), at=AT)) == [last]
    assert list(upcoming(Wanted(month=date(2027, 3, 10)), at=AT)) == [first]


def test_what_reaches_into_the_next_month_is_in_both():
    over_the_end = make_occurrence(starts_at=datetime(2027, 2, 27, 8, tzinfo=UTC), hours_long=72)

    for month, found in ((1, []), (2, [over_the_end]), (3, [over_the_end]), (4, [])):
        assert list(upcoming(Wanted(month=date(2027, month, 1)), at=AT)) == found


@pytest.mark.parametrize(
    ("fields", "at", "takes"),
    [
        ({}, AT, True),
        ({"state": "closed"}, AT, False),
        ({"opens_at": AT + HOUR}, AT, False),
        ({"opens_at": AT + HOUR}, AT + HOUR, True),
        ({"closes_at": AT + HOUR}, AT + HOUR, False),
        ({}, STARTS, False),
    ],
)
def test_sign_up_is_taken_in_its_window(fields, at, takes):
    assert takes_sign_ups(make_occurrence(**fields), at=at) is takes


# --- Places ----------------------------------------------------------------------------------------


def test_places_are_counted_by_state_category_and_mode():
    category = make_category()
    online = make_category(category.occurrence, mode="online")
    make_place(category)
    make_place(category, state="pending")
    make_place(category, state="held", expires_at=AT + HOUR)
    make_place(category, state="offered", expires_at=AT)
    make_place(online)
    make_place(online, state="cancelled")
    make_place(online, state="waiting")

    counts = place_counts(category.occurrence, at=AT)

    assert (counts.taken, counts.confirmed, counts.waiting) == (4, 2, 1)
    assert counts.of({"confirmed"}, category=online.pk) == 1
    assert counts.of(mode="online") == 3
    assert counts.of({"expired"}) == 1
    assert counts.of() == 7


def test_free_places_are_what_no_limit_refuses():
    occurrence = make_occurrence()
    room = make_category(occurrence, size=10)
    students = make_category(occurrence, size=5)
    hall = Quota.objects.create(occurrence=occurrence, name="Salen", size=12)
    hall.categories.add(room, students)
    for _ in range(3):
        make_place(room)

    assert free_places(occurrence, at=AT) == 9


def test_nothing_is_free_while_somebody_waits():
    category = make_category(size=10)
    place = make_place(category, state="waiting")

    assert free_places(category.occurrence, at=AT) == 0
    place.state = "cancelled"
    place.save()
    assert free_places(category.occurrence, at=AT) == 10


def test_free_is_never_below_zero_and_without_limit_it_is_nothing_said():
    full, endless, none = make_category(size=1), make_category(size=None), make_occurrence()
    for _ in range(2):
        make_place(full)
    by_invitation = make_category(size=5, hidden=True)

    assert free_places(full.occurrence, at=AT) == 0
    assert free_places(endless.occurrence, at=AT) is None
    assert free_places(none, at=AT) == 0
    assert free_places(by_invitation.occurrence, at=AT) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_lists_are_counted_in_one_and_two_queries(number):
    for _ in range(number):
        make_place(make_category(size=3))
    occurrences = list(Occurrence.objects.all())

    with count_queries() as asked:
        counts_of(occurrences, at=AT)
    assert len(asked) == 1, asked
    with count_queries() as asked:
        assert set(free_places_of(occurrences, at=AT).values()) == {2}
    assert len(asked) == 2, asked


def test_upcoming_with_series_and_place_is_one_query():
    for _ in range(3):
        make_occurrence(municipality=make_municipality())

    with count_queries() as asked:
        assert [(one.title, one.municipality.county.name) for one in upcoming(at=AT)]
    assert len(asked) == 1, asked
