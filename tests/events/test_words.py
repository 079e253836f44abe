"""Deadlines as people read them, on the clocks where the event takes place."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from events.words import deadline_in_words, last_day_in_words, place_in_words
from tests.factories.events import make_occurrence
from tests.factories.places import make_municipality

OSLO = ZoneInfo("Europe/Oslo")
MIDNIGHT = datetime(2027, 2, 1, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day", "deadline"),
    [
        (MIDNIGHT, "1 February 2027", "the end of 1 February 2027"),
        # Midnight in summer, and in no zone but that of the event.
        (datetime(2027, 6, 30, 22, 0, tzinfo=UTC), "30 June 2027", "the end of 30 June 2027"),
        (datetime(2027, 2, 2, 0, 0, tzinfo=UTC), "", "2 February 2027, 01:00"),
        (MIDNIGHT.replace(second=1), "", "2 February 2027, 00:00"),
    ],
)
def test_deadline_at_midnight_is_the_whole_last_day(moment, day, deadline):
    with override("en"):
        assert (last_day_in_words(moment, OSLO), deadline_in_words(moment, OSLO)) == (day, deadline)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("venue", "address", "mode", "said"),
    [
        ("Kulturhuset", "Plassen 2", "room", "Kulturhuset, Plassen 2, Elvestad"),
        ("Elvestad kulturhus", "", "room", "Elvestad kulturhus"),
        ("", "", "online", "På nett"),
    ],
)
def test_place_is_said_with_its_municipality_once(venue, address, mode, said):
    where = {"venue": venue, "address": address, "mode": mode, "municipality": make_municipality("Elvestad")}

    assert place_in_words(make_occurrence(**where)) == said
