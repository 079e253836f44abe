"""What exhibitors do when the room announces something."""

from datetime import datetime
from typing import Any

from events.models import Place
from events.signals import place_handed_over, places_ended

from .domain.applications import withdraw
from .domain.leads import stop_sharing
from .queries import exhibitors_without_places


def connect() -> None:
    places_ended.connect(give_stands_back, dispatch_uid="exhibitors.give_stands_back")
    place_handed_over.connect(forget_consents, dispatch_uid="exhibitors.forget_consents")


def give_stands_back(places: list[Place], at: datetime, **_: Any) -> None:
    """Whose booking has no place left (all were given back on its own page) has given the stand back."""
    for exhibitor in exhibitors_without_places(places):
        withdraw(exhibitor=exhibitor, by=None, at=at, staff=True)


def forget_consents(place: Place, at: datetime, **_: Any) -> None:
    stop_sharing(place=place, at=at)
