"""How somebody stands with a demand: arithmetic on days, no database."""

from datetime import date, timedelta

import pytest

from learning.requirements.demands import Demand
from learning.requirements.standing import terms_of
from learning.requirements.targets import Done

HELD_SINCE = date(2026, 1, 1)
# Ninety days of grace.
GRACE_ENDS = date(2026, 4, 1)


def demand(**fields):
    values = {
        "requirement_id": 1,
        "version_id": 1,
        "number": 1,
        "applies_from": date(2020, 1, 1),
        "names": {"nb": "ROS"},
        "role": "preparedness_adviser",
        "kinds": frozenset(),
        "sizes": frozenset(),
        "countries": frozenset(),
        "counties": frozenset(),
        "target": ("course", "x"),
        "cadence_months": 48,
        "grace_days": 90,
        "prior_days": None,
        "opens_days": 90,
        "source_text": "",
        "source_url": "",
        "valid_from": date(2020, 1, 1),
        "valid_to": None,
    }
    return Demand(**values | fields)


def done(on, valid_until=None, proof="enrolment:1"):
    return Done("x", 1, on, proof, valid_until)


def terms(*facts, held_since=HELD_SINCE, **fields):
    return terms_of(demand(**fields), held_since=held_since, done=facts)


@pytest.mark.parametrize(
    ("on", "state"),
    [(HELD_SINCE, "due_soon"), (GRACE_ENDS, "due_soon"), (GRACE_ENDS + timedelta(days=1), "overdue")],
)
def test_somebody_new_has_days_of_grace(on, state):
    assert terms().due_on == GRACE_ENDS
    assert terms().state(on) == state


def test_grace_is_counted_from_the_day_the_requirement_begins_for_those_who_are_there():
    assert terms(held_since=date(2010, 1, 1), valid_from=date(2026, 6, 1)).due_on == date(2026, 8, 30)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 5, 1), "covered"),
        (date(2030, 1, 30), "covered"),
        (date(2030, 1, 31), "due_soon"),
        (date(2030, 5, 1), "due_soon"),
        (date(2030, 5, 2), "overdue"),
    ],
)
def test_what_was_done_counts_until_its_cadence_is_out_and_can_be_renewed_before(on, state):
    found = terms(done(date(2026, 5, 1)))

    assert (found.done_on, found.expires_on, found.due_on) == (date(2026, 5, 1), date(2030, 5, 1), date(2030, 5, 1))
    assert found.state(on) == state


def test_what_is_asked_once_is_met_for_good_also_when_the_certificate_runs_out():
    found = terms(done(date(2026, 2, 1), valid_until=date(2027, 2, 1)), cadence_months=None)

    assert (found.due_on, found.opens_on, found.expires_on) == (None, None, None)
    assert found.state(date(2050, 1, 1)) == "covered"


def test_certificate_that_runs_out_before_the_cadence_does_is_what_counts():
    assert terms(done(date(2026, 5, 1), valid_until=date(2028, 5, 1))).due_on == date(2028, 5, 1)


@pytest.mark.parametrize(
    ("days_before", "counts"),
    [(364, True), (365, True), (366, False)],
)
def test_prior_completion_counts_if_it_is_not_older_than_is_accepted(days_before, counts):
    found = terms(done(HELD_SINCE - timedelta(days=days_before)), prior_days=365)

    assert bool(found.done_on) == counts
    assert found.state(HELD_SINCE) == ("covered" if counts else "due_soon")


def test_any_prior_completion_counts_where_nothing_is_said_of_its_age():
    assert terms(done(date(1999, 1, 1)), cadence_months=None).state(HELD_SINCE) == "covered"


def test_who_comes_with_something_that_has_run_out_has_grace_like_others():
    found = terms(done(HELD_SINCE - timedelta(days=2000)))

    assert found.due_on == GRACE_ENDS
    assert found.runs_from == HELD_SINCE
    assert [found.state(day) for day in (HELD_SINCE, GRACE_ENDS + timedelta(days=1))] == ["due_soon", "overdue"]


def test_what_has_run_out_is_not_covered_however_long_the_grace_is():
    found = terms(done(date(2021, 6, 1)), cadence_months=48, grace_days=900)

    assert found.expires_on == date(2025, 6, 1)
    assert found.state(HELD_SINCE) == "due_soon"


def test_of_several_what_counts_longest_is_what_counts():
    early, late = done(date(2026, 2, 1), proof="enrolment:1"), done(date(2026, 8, 1), proof="enrolment:2")

    assert terms(late, early).proof == "enrolment:2"
    assert terms(early, done(date(2026, 8, 1), valid_until=date(2026, 9, 1), proof="x")).proof == "enrolment:1"


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({}, True),
        ({"kinds": frozenset({"municipality"})}, True),
        ({"kinds": frozenset({"company"})}, False),
        ({"sizes": frozenset({"small", "medium"})}, True),
        ({"sizes": frozenset({"large"})}, False),
        ({"countries": frozenset({"se"})}, False),
        ({"counties": frozenset({7})}, True),
        ({"counties": frozenset({8})}, False),
    ],
)
def test_filters_say_whom_it_concerns(filters, fits):
    place = {"kind": "municipality", "size": "small", "country": "no", "county_id": 7}

    assert demand(**filters).concerns(**place) == fits


def test_organisation_without_county_is_not_in_one():
    assert not demand(counties=frozenset({7})).concerns(kind="company", size="", country="no", county_id=None)
