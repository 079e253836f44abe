"""An occurrence as its verbs are given it."""

from datetime import timedelta

from events.domain.making import create_occurrence
from events.domain.occurrences import announce
from events.domain.terms import When, Where
from tests.factories.events import AT, STARTS, make_series

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHEN = When(starts_at=STARTS, ends_at=STARTS + 6 * HOUR)
HALL = Where(venue="Elvestad kulturhus")
WHO = {"by": None, "at": AT}


def made(**values):
    return create_occurrence(
        **{"series": make_series(), "when": WHEN, "where": HALL, **WHO, **values},
    )


def announced(**values):
    return announce(occurrence=made(**values), **WHO)


def later(days=7):
    return When(starts_at=STARTS + days * DAY, ends_at=STARTS + days * DAY + 6 * HOUR)
