"""Mail about places: what the verbs announce after commit is written in the background, by ids."""

from datetime import datetime
from typing import Any

from django.dispatch import Signal

from . import signals
from .models import Place

SAID: dict[Signal, str] = {
    signals.places_confirmed: "confirmed",
    signals.places_pending: "pending",
    signals.places_waiting: "waiting",
    signals.places_offered: "offered",
    signals.places_asked: "asked",
    signals.places_ended: "ended",
}


def connect() -> None:
    for signal in SAID:
        signal.connect(write_about, dispatch_uid="events.write_about")
    signals.place_handed_over.connect(write_to_former, dispatch_uid="events.write_to_former")


def write_about(signal: Signal, places: list[Place], **_: Any) -> None:
    from .tasks import write_about_places

    if places:
        write_about_places.delay(SAID[signal], [place.pk for place in places])


def write_to_former(place: Place, former_name: str, former_email: str, at: datetime, **_: Any) -> None:
    from .tasks import write_to_former as task

    if former_email:
        task.delay(place.pk, former_name, former_email)
