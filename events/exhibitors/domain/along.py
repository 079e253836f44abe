"""What exhibitors have days for, when their occurrence moves to another day."""

from datetime import date, datetime, timedelta

from django.db import transaction

from cms import audit, clock
from cms.people.models import User
from events.models import Occurrence
from events.wall_clock import days_later

from ..models import Fair, FairTask


@transaction.atomic
def take_fair_along(*, occurrence: Occurrence, days: int, by: User | None, at: datetime) -> None:
    """Tasks stay as far from the day as they were, and so does the last day for applying if it lies ahead."""
    fair = Fair.objects.filter(occurrence=occurrence).first()
    if fair is None:
        return
    tasks, today = list(occurrence.fair_tasks.all()), clock.local_date(at)
    for task in tasks:
        task.due_date = _later(task.due_date, days, today=today)
    FairTask.objects.bulk_update(tasks, ["due_date"])
    if fair.apply_until and fair.apply_until > at:
        later = days_later(fair.apply_until, days, occurrence.zone)
        # One that would have passed by that is dropped: until it starts, then.
        fair.apply_until = later if later > at else None
        fair.save(update_fields=["apply_until"])
    audit.record(fair, action="exhibitors.go_along", by=by, at=at, occurrence=occurrence.pk, days=days)


def _later(due: date, days: int, *, today: date) -> date:
    """A day that comes nearer makes nothing late that is not late now."""
    return max(due + timedelta(days=days), min(due, today))
