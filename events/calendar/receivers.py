"""What calendars do when the room announces something. Ids alone go to the worker."""

from collections.abc import Collection
from typing import Any

from ..models import Occurrence
from ..signals import occurrence_changed, people_told


def connect() -> None:
    """Called once, when the app is ready."""
    people_told.connect(tell_the_rest)
    occurrence_changed.connect(tell_everybody)


def tell_the_rest(occurrence_id: int, emails: Collection[str] | None, **_: Any) -> None:
    """Whatever did not go along with the mail about it, such as another way to take part, goes by itself."""
    from .tasks import tell_occurrence, tell_readers

    if emails is None:
        tell_occurrence.delay(occurrence_id)
    else:
        tell_readers.delay(occurrence_id, sorted(emails))


def tell_everybody(occurrence: Occurrence, **_: Any) -> None:
    from .tasks import tell_occurrence

    tell_occurrence.delay(occurrence.pk)
