"""What calendars do when the room announces something. Ids alone go to the worker."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from ..models import Occurrence
from ..signals import occurrence_changed, people_told


def connect() -> None:
    """Called once, when the app is ready."""
    people_told.connect(tell_the_rest)
    occurrence_changed.connect(tell_everybody)


def tell_the_rest(occurrence_id: int, emails: Collection[str] | None, at: datetime, **_: Any) -> None:
    """Whatever did not go along with the mail about it, such as another way to take part, goes by itself. In the
    background already: a few are told here.
    """
    from .domain.mailing import bring_up_to_date
    from .tasks import tell_occurrence

    if emails is None or bring_up_to_date(occurrence_id=occurrence_id, emails=emails, at=at):
        tell_occurrence.delay(occurrence_id)


def tell_everybody(occurrence: Occurrence, **_: Any) -> None:
    from .tasks import tell_occurrence

    tell_occurrence.delay(occurrence.pk)
