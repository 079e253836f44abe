"""What exhibitors do when the room announces something."""

from datetime import datetime
from typing import Any

from events.models import Place
from events.signals import place_handed_over, places_ended

from .domain.applications import withdraw
from .domain.leads import stop_sharing
from .mails import exhibitor_unnamed
from .models import Exhibitor
from .queries import exhibitors_without_places


def connect() -> None:
    places_ended.connect(give_stands_back, dispatch_uid="exhibitors.give_stands_back")
    place_handed_over.connect(forget_consents, dispatch_uid="exhibitors.forget_consents")
    place_handed_over.connect(say_who_does_not_come, dispatch_uid="exhibitors.say_who_does_not_come")


def give_stands_back(places: list[Place], at: datetime, **_: Any) -> None:
    """Whose booking has no place left (all were given back on its own page) has given the stand back."""
    for exhibitor in exhibitors_without_places(places):
        withdraw(exhibitor=exhibitor, by=None, at=at, staff=True)


def forget_consents(place: Place, at: datetime, **_: Any) -> None:
    stop_sharing(place=place, at=at)


def say_who_does_not_come(place: Place, former_name: str, at: datetime, **_: Any) -> None:
    """Somebody has stepped back from a place that stays the exhibitor's."""
    if place.name or not former_name:
        return
    rows = Exhibitor.objects.select_related("occurrence__series", "package", "contact")
    if exhibitor := rows.filter(booking=place.booking_id).first():
        exhibitor_unnamed(exhibitor, place, former_name, at=at)
