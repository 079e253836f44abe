"""Somebody does not come after all, whatever hangs on their place."""

from datetime import datetime

from django.db import transaction

from cms.people.models import User

from ..models import Place
from .bound import PlaceIsBound
from .naming import name_place
from .orders import Named
from .places import cancel_place


@transaction.atomic
def step_back(*, place: Place, by: User | None, at: datetime, staff: bool = False) -> Place:
    """Give the place back. One that something hangs on stays with who ordered it, for somebody else to be named on:
    without a name, and under a new code.

    Raises TooLate unless staff do it, NotPossibleNow.
    """
    try:
        with transaction.atomic():
            return cancel_place(place=place, by=by, at=at, staff=staff)
    except PlaceIsBound:
        return name_place(place=place, person=Named(), by=by, at=at, staff=True)
