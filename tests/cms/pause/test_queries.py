"""Asking the clock: right at every moment, forgotten when a change is committed, and for nothing when warm."""

from datetime import UTC, datetime, timedelta

import pytest

from cms.clock import deadline_after_pauses, paused_seconds, timers_paused
from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.models import Pause
from cms.pause.queries import coverage, standstill
from cms.pause.targets import Target, targets_of
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.places import make_county, make_municipality
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def declare(django_capture_on_commit_callbacks):
    def run(target=None, *, at=AT, ends_at=None):
        with django_capture_on_commit_callbacks(execute=True):
            return declare_pause(target=target or Target("all"), reason="Flom", ends_at=ends_at, by=None, at=at)

    return run


def asked(organisation=None, at=AT):
    return timers_paused(organisation_id=organisation and organisation.pk, at=at)


def test_pause_holds_from_its_start_until_before_its_end(declare):
    declare(ends_at=AT + HOUR)

    moments = (AT - HOUR, AT, AT + HOUR - timedelta(seconds=1), AT + HOUR)
    assert [asked(at=at) for at in moments] == [False, True, True, False]


def test_person_without_organisation_is_covered_by_a_pause_for_everybody_only(declare):
    declare(Target("sector", sector="health"))
    assert not asked()

    declare()
    assert asked()


def test_clock_answers_for_nothing_when_warm(declare):
    organisation = make_organisation(sector="health")
    other = make_organisation("Havn", sector="energy")
    declare(Target("sector", sector="health"))
    assert [asked(one) for one in (organisation, other)] == [True, False]

    with count_queries() as queries:
        assert [asked(one) for one in (organisation, other, organisation)] == [True, False, True]

    assert queries == []


def test_clock_costs_two_queries_when_cold(declare):
    organisation = make_organisation()
    declare()

    with count_queries() as queries:
        asked(organisation)

    assert len(queries) == 2, queries  # the pauses, and where the organisation belongs


def test_change_shows_once_it_is_committed(declare, django_capture_on_commit_callbacks):
    assert not asked()
    pause = declare()
    assert asked()

    with django_capture_on_commit_callbacks(execute=True):
        end_pause(pause=pause, by=None, at=AT + HOUR)
        assert asked(at=AT + HOUR)

    assert not asked(at=AT + HOUR)


def test_organisation_that_moves_is_covered_where_it_is_now(declare, django_capture_on_commit_callbacks):
    organisation, place = make_organisation(), make_municipality()
    declare(Target("municipality", municipality=place))
    assert not asked(organisation)

    with django_capture_on_commit_callbacks(execute=True):
        organisation.municipality = place
        organisation.save()

    assert asked(organisation)


def test_municipality_that_changes_county_takes_its_organisations_along(declare, django_capture_on_commit_callbacks):
    place, other = make_municipality(), make_municipality("Havn", county=make_county("Kysten"))
    organisation = make_organisation(municipality=place)
    declare(Target("county", county=other.county))
    assert not asked(organisation)

    with django_capture_on_commit_callbacks(execute=True):
        place.county = other.county
        place.save()

    assert asked(organisation)


def test_moments_long_gone_are_asked_of_the_database(declare):
    declare(at=AT - 30 * DAY, ends_at=AT - 20 * DAY)
    asked(at=AT)

    assert [asked(at=AT - days * DAY) for days in (31, 25, 19)] == [False, True, False]


# --- Deadlines ----------------------------------------------------------------------------------


def test_overlapping_pauses_count_once(declare):
    organisation = make_organisation(sector="health")
    declare(at=AT, ends_at=AT + 2 * HOUR)
    declare(Target("sector", sector="health"), at=AT + HOUR, ends_at=AT + 3 * HOUR)
    declare(Target("organisation", organisation=organisation), at=AT + 5 * HOUR, ends_at=AT + 6 * HOUR)
    declare(Target("sector", sector="energy"), at=AT, ends_at=AT + 9 * HOUR)

    def hours(since, until):
        return paused_seconds(organisation_id=organisation.pk, since=since, until=until) / 3600

    assert hours(AT - DAY, AT + DAY) == 4
    assert hours(AT + HOUR, AT + 5.5 * HOUR) == 2.5
    assert hours(AT + 3 * HOUR, AT + 5 * HOUR) == 0


def deadline(organisation=None, *, since=AT, length=10 * HOUR, at=AT):
    pk = organisation and organisation.pk
    return deadline_after_pauses(organisation_id=pk, since=since, deadline=since + length, at=at)


def test_deadline_without_pauses_stays(declare):
    declare(at=AT - DAY, ends_at=AT - HOUR)  # before it began to run
    declare(at=AT + 10 * HOUR, ends_at=AT + DAY)  # after it ran out

    assert deadline() == AT + 10 * HOUR


def test_deadline_moves_by_the_length_of_each_pause(declare):
    declare(at=AT - HOUR, ends_at=AT + HOUR)
    declare(at=AT + 4 * HOUR, ends_at=AT + 6 * HOUR)
    # Begins only because the first two have moved the deadline.
    declare(at=AT + 11 * HOUR, ends_at=AT + 12 * HOUR)

    assert deadline() == AT + 14 * HOUR


def test_deadline_moves_along_while_a_pause_is_open(declare, django_capture_on_commit_callbacks):
    pause = declare(at=AT + 4 * HOUR)

    assert deadline(at=AT + 4 * HOUR) == AT + 10 * HOUR
    assert deadline(at=AT + 7 * HOUR) == AT + 13 * HOUR
    with django_capture_on_commit_callbacks(execute=True):
        end_pause(pause=pause, by=None, at=AT + 8 * HOUR)
    assert deadline(at=AT + 30 * HOUR) == AT + 14 * HOUR


def test_deadline_costs_two_queries_however_many_pauses(declare):
    organisation = make_organisation()
    for number in range(3):
        declare(at=AT + 2 * number * HOUR, ends_at=AT + (2 * number + 1) * HOUR)

    with count_queries() as queries:
        assert deadline(organisation) == AT + 13 * HOUR

    assert len(queries) == 2, queries

    with count_queries() as queries:
        assert deadline(organisation) == AT + 13 * HOUR

    assert queries == []


def test_coverage_counts_organisations_and_people_once():
    first, second = make_organisation(sector="health"), make_organisation("Elvestad", sector="health")
    make_organisation("Havn", sector="energy")
    both, left, gone = make_user(), make_user(), make_user(is_active=False)
    for organisation in (first, second):
        make_membership(both, organisation)
    make_membership(both, first, role="contact")
    make_membership(left, first, ends_on=AT.date() - DAY)
    make_membership(gone, first)

    with count_queries() as queries:
        assert coverage(Target("sector", sector="health"), at=AT) == {"organisations": 2, "people": 1}

    assert len(queries) == 2, queries
    assert not Pause.objects.exists()


# --- Many deadlines at once ------------------------------------------------------------------------


def test_thousands_of_deadlines_move_as_one_by_one_and_are_read_once():
    place = make_organisation(sector="health")
    other = make_organisation("Elvestad kommune")
    pause = declare_pause(target=Target("sector", sector="health"), reason="Flom", by=None, at=AT)
    end_pause(pause=pause, by=None, at=AT + timedelta(days=3))
    since, deadline, at = AT - timedelta(days=5), AT + timedelta(days=1), AT + timedelta(days=9)

    with count_queries() as asked:
        still = standstill(since=since)
        moved = [still.deadline(targets_of(one), since=since, deadline=deadline, at=at) for one in (place, other) * 500]

    one_by_one = [
        deadline_after_pauses(organisation_id=one.pk, since=since, deadline=deadline, at=at) for one in (place, other)
    ]
    assert len(asked) == 1, asked
    assert moved == one_by_one * 500 == [deadline + timedelta(days=3), deadline] * 500


def test_standstill_says_for_whom_timers_stand_still_now():
    place, other = make_organisation(sector="health"), make_organisation("Elvestad kommune")
    declare_pause(target=Target("sector", sector="health"), reason="Flom", by=None, at=AT)

    still = standstill(since=AT)

    assert [still.holds(targets_of(one), at=AT + timedelta(hours=1)) for one in (place, other)] == [True, False]
