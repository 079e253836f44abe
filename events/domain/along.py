"""What goes along when an occurrence moves to another day, in the same transaction: its programme, and
what exhibitors are to have done by a day.

register_along(take_programme_along)    # events/programme/apps.py
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from cms.people.models import User

from ..models import Occurrence

# Called with occurrence=, days=, by=, at=; the row is locked and saved already.
GoesAlong = Callable[..., object]
_followers: list[GoesAlong] = []


class Days(NamedTuple):
    """The first day and the last, on the clocks there."""

    first: date
    last: date


def register_along(follower: GoesAlong) -> None:
    if follower not in _followers:
        _followers.append(follower)


def days_of(occurrence: Occurrence) -> Days:
    return Days(*(one.astimezone(occurrence.zone).date() for one in (occurrence.starts_at, occurrence.ends_at)))


def take_along(occurrence: Occurrence, was: Days, *, by: User | None, at: datetime) -> None:
    """Only where the whole of it has moved by as many days: in one that begins earlier and ends as before, nobody can
    say which day a thing is on now.
    """
    now = days_of(occurrence)
    days = (now.first - was.first).days
    if days and now.last - was.last == now.first - was.first:
        for follower in _followers:
            follower(occurrence=occurrence, days=days, by=by, at=at)
