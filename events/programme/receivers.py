"""What programmes do when the room announces something. Ids alone go to the worker."""

from typing import Any

from events.models import Place
from events.signals import attendance_settled


def connect() -> None:
    """Called once, when the app is ready."""
    attendance_settled.connect(tell_of_materials, dispatch_uid="programme.tell_of_materials")


def tell_of_materials(places: list[Place], **_: Any) -> None:
    from .tasks import tell_of_materials as task

    for occurrence_id in sorted({place.occurrence_id for place in places}):
        task.delay(occurrence_id)
