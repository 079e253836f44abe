"""The clock of a timed attempt. It lives on the server: a browser only shows it.

`due_at` is set when the attempt starts and never counts a crisis pause; the pause is added when the clock is read.
"""

from datetime import datetime, timedelta

from cms import clock

from .models import Attempt

# Answers that were on their way when time ran out still count.
GRACE = timedelta(minutes=1)


def due_after(minutes: int, *, percent_more: int, start: datetime) -> datetime:
    """When an attempt of so many minutes must be handed in; extra time rounds up to whole seconds."""
    seconds = -(-minutes * 60 * (100 + percent_more) // 100)
    return start + timedelta(seconds=seconds)


def deadline_of(attempt: Attempt, *, organisation_id: int | None, at: datetime) -> datetime | None:
    """When an attempt must be handed in, as known at this moment; None where there is no limit."""
    if attempt.due_at is None:
        return None
    return clock.deadline_after_pauses(
        organisation_id=organisation_id, since=attempt.started_at, deadline=attempt.due_at, at=at
    )


def time_is_up(attempt: Attempt, *, organisation_id: int | None, at: datetime) -> bool:
    """Whether answers come too late now. Pauses are asked for only when it looks so: they never shorten anything."""
    if attempt.due_at is None or at <= attempt.due_at + GRACE:
        return False
    deadline = deadline_of(attempt, organisation_id=organisation_id, at=at)
    return deadline is not None and at > deadline + GRACE
