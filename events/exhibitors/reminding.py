"""Reminding exhibitors of tasks: from a week before, a week apart, until they are done; never in a crisis."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from cms import clock
from events.enums import OccurrenceState

from . import mails
from .enums import ExhibitorState
from .models import Exhibitor, ExhibitorTask
from .queries import open_tasks

BEFORE, APART, MOST = timedelta(days=7), timedelta(days=7), 8
# Exhibitors written to in one run; the next run goes on.
MOST_AT_ONCE = 200
OFF = frozenset({OccurrenceState.CANCELLED, OccurrenceState.POSTPONED, OccurrenceState.DONE})


def remind_exhibitors(*, at: datetime) -> int:
    """Write to everybody whose turn it is; say to how many. Safe to run twice: the row is claimed."""
    ids = list(_in_turn(at).order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(remind_one(exhibitor_id=pk, at=at) for pk in ids)


@transaction.atomic
def remind_one(*, exhibitor_id: int, at: datetime) -> bool:
    rows = Exhibitor.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("occurrence__series", "package", "contact")
    exhibitor = rows.filter(pk__in=_in_turn(at).values("pk"), pk=exhibitor_id).first()
    if exhibitor is None or clock.timers_paused(organisation_id=exhibitor.organisation_id, at=at):
        return False
    tasks = list(_due(at).filter(exhibitor=exhibitor).select_related("task").order_by("task__due_date", "task"))
    exhibitor.reminded_at, exhibitor.reminders = at, exhibitor.reminders + 1
    exhibitor.save(update_fields=["reminded_at", "reminders"])
    mails.exhibitor_tasks(exhibitor, tasks, at=at)
    return True


def _due(at: datetime) -> QuerySet[ExhibitorTask]:
    return open_tasks(before=clock.local_date(at) + BEFORE + timedelta(days=1))


def _in_turn(at: datetime) -> QuerySet[Exhibitor]:
    """Confirmed, with something to do soon or late already, and not written to for a week."""
    rested = Q(reminded_at__isnull=True) | Q(reminded_at__lte=at - APART)
    rows = Exhibitor.objects.filter(
        rested,
        pk__in=_due(at).values("exhibitor"),
        state=ExhibitorState.CONFIRMED,
        reminders__lt=MOST,
        occurrence__starts_at__gt=at,
    )
    return rows.exclude(email="").exclude(occurrence__state__in=OFF)
