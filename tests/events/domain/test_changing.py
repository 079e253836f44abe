"""The number calendars go by."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.domain import occurrences
from events.domain.changing import MoveNotAllowed
from events.domain.details import change_details
from events.domain.occurrences import NothingChanged
from events.domain.series import About, change_series
from events.domain.terms import AlreadyEnded, Details, When, Where
from events.models import Occurrence
from tests.events.domain.days import HALL, later
from tests.factories.events import AT, make_category, make_occurrence

pytestmark = pytest.mark.django_db

STEPS = {
    "announce": lambda one, at: occurrences.announce(occurrence=one, by=None, at=at),
    "open": lambda one, at: occurrences.open_sign_up(occurrence=one, by=None, at=at),
    "close": lambda one, at: occurrences.close_sign_up(occurrence=one, by=None, at=at),
    "postpone": lambda one, at: occurrences.postpone(occurrence=one, reason="Snø", by=None, at=at),
    "cancel": lambda one, at: occurrences.cancel(occurrence=one, reason="Snø", by=None, at=at),
    "new day": lambda one, at: occurrences.give_new_day(occurrence=one, when=later(at.minute), by=None, at=at),
    "move": lambda one, at: occurrences.move(occurrence=one, when=later(at.minute), where=HALL, by=None, at=at),
    "place": lambda one, at: occurrences.move(
        occurrence=one,
        when=When(starts_at=one.starts_at, ends_at=one.ends_at),
        where=Where(venue=f"Sal {at.minute}"),
        by=None,
        at=at,
    ),
    "details": lambda one, at: change_details(occurrence=one, details=Details(), by=None, at=at),
    "title": lambda one, at: change_details(
        occurrence=one, details=Details(titles={"nb": f"Dag {at.minute}"}), by=None, at=at
    ),
    "series": lambda one, at: change_series(
        series=one.series, about=About(titles={"nb": f"Serie {at.minute}"}), by=None, at=at
    ),
}
REFUSED = (MoveNotAllowed, AlreadyEnded, NothingChanged)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_sequence_rises_with_what_calendars_hold_and_never_falls(steps):
    """Whatever is done in whatever order: it rises when people read something else, and only then."""
    with transaction.atomic():
        row = make_occurrence(state="draft", venue="Elvestad kulturhus")
        make_category(row)
        for number, step in enumerate(steps):
            sequence, shown = as_read(row)
            with suppress(*REFUSED), transaction.atomic():
                STEPS[step](reread(row), AT + timedelta(minutes=number + 1))
            after, now_shown = as_read(row)
            assert after == sequence + (now_shown != shown), step
        transaction.set_rollback(True)


def reread(row):
    return Occurrence.objects.select_related("series").get(pk=row.pk)


def as_read(row):
    now = reread(row)
    state = "on" if now.state in ("open", "closed", "done") else now.state
    return now.sequence, (state, now.title_in("nb"), now.starts_at, now.ends_at, now.venue)
