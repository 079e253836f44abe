"""What the database refuses, whatever the code above it does."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from events.enums import PlaceState
from tests.factories.events import AT, make_category, make_occurrence, make_place

pytestmark = pytest.mark.django_db


def test_person_has_one_living_place_at_an_occurrence():
    category = make_category()
    make_place(category, email="kari@example.org")
    make_place(category, email="ola@example.org", state=PlaceState.CANCELLED)
    make_place(category, email="")
    make_place(category, email="")
    make_place(category, email="kari@example.org", is_assistant=True)
    make_place(category, email="Ola@example.org")

    for state in (PlaceState.CONFIRMED, PlaceState.WAITING):
        with pytest.raises(IntegrityError, match="place_once_for_a_person"), transaction.atomic():
            make_place(category, email="KARI@example.org", state=state)


def test_same_person_goes_to_two_occurrences():
    make_place(make_category(), email="kari@example.org")

    assert make_place(make_category(), email="kari@example.org").pk


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"hours_long": 0}, "occurrence_ends_after_it_starts"),
        ({"opens_at": AT, "closes_at": AT}, "occurrence_closes_after_it_opens"),
        ({"release_silent": True}, "occurrence_releases_only_whom_it_asked"),
        (
            {"release_silent": True, "reconfirm_from": AT, "reconfirm_until": AT - timedelta(1)},
            "occurrence_releases_only_whom_it_asked",
        ),
    ],
)
def test_occurrence_that_makes_no_sense_is_refused(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_occurrence(**fields)


@pytest.mark.parametrize(
    ("state", "fields", "constraint"),
    [
        (PlaceState.OFFERED, {"expires_at": None}, "place_is_held_until"),
        (PlaceState.HELD, {"expires_at": None}, "place_is_held_until"),
        (PlaceState.WAITING, {"waits_since": None}, "place_waits_since"),
        (PlaceState.CONFIRMED, {"confirmed_at": None}, "place_confirmed_has_its_moment"),
    ],
)
def test_place_without_the_moment_of_its_state_is_refused(state, fields, constraint):
    category = make_category()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_place(category, state=state, **fields)
