"""Deadlines of exhibitors go along when the event moves to another day, as those of people who sign up do."""

from datetime import datetime, timedelta

from cms import clock
from cms.people.models import User
from events.models import Occurrence
from events.wall_clock import days_later

from ..models import Fair, FairTask


def take_deadlines_along(*, occurrence: Occurrence, days: int, by: User | None, at: datetime) -> None:
    """Those that lie ahead. One that would have passed by that is today; until when one may apply is until it starts
    then.
    """
    today = clock.local_date(at)
    tasks = list(FairTask.objects.filter(occurrence=occurrence, due_date__gte=today))
    for task in tasks:
        task.due_date = max(task.due_date + timedelta(days=days), today)
    FairTask.objects.bulk_update(tasks, ["due_date"])
    fair = Fair.objects.filter(occurrence=occurrence, apply_until__gt=at).first()
    if fair and fair.apply_until:
        later = days_later(fair.apply_until, days, occurrence.zone)
        fair.apply_until = later if later > at else None
        fair.save(update_fields=["apply_until"])
