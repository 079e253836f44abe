"""What exhibitors are asked to do, until when, and that it is done."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms import audit
from cms.people.models import User
from cms.texts import Texts
from events.models import Occurrence
from events.words import in_every_language

from ..enums import ExhibitorState
from ..models import Exhibitor, ExhibitorTask, FairTask

# What is asked of most, and how long before it starts.
USUAL = (
    (_("Send us your logo and a few words about you"), timedelta(weeks=6)),
    (_("Say how much power and how many tables you need"), timedelta(weeks=4)),
    (_("Name those who stand at your stand"), timedelta(weeks=2)),
)


class TitleMissing(Exception):
    """A task says what is to be done."""


@transaction.atomic
def set_task(
    *,
    occurrence: Occurrence,
    titles: Texts,
    due_date: date,
    task: FairTask | None = None,
    by: User | None,
    at: datetime,
) -> FairTask:
    """Make a task, or change one; every confirmed exhibitor has it at once. Raises TitleMissing."""
    if not any(text.strip() for text in titles.values()):
        raise TitleMissing
    task = task or FairTask(occurrence=occurrence)
    task.titles, task.due_date = titles, due_date
    task.save()
    confirmed = Exhibitor.objects.filter(occurrence=occurrence, state=ExhibitorState.CONFIRMED)
    _give([task], list(confirmed))
    audit.record(task, action="exhibitors.set_task", by=by, at=at, occurrence=occurrence.pk)
    return task


@transaction.atomic
def add_usual_tasks(*, occurrence: Occurrence, by: User | None, at: datetime) -> list[FairTask]:
    """Those most have, in every language, a few weeks apart; nothing where there are tasks already."""
    if FairTask.objects.filter(occurrence=occurrence).exists():
        return []
    day = occurrence.starts_at.astimezone(occurrence.zone).date()
    return [
        set_task(occurrence=occurrence, titles=in_every_language(words), due_date=day - before, by=by, at=at)
        for words, before in USUAL
    ]


@transaction.atomic
def remove_task(*, task: FairTask, by: User | None, at: datetime) -> None:
    """From every exhibitor, done or not."""
    audit.record(task, action="exhibitors.remove_task", by=by, at=at, occurrence=task.occurrence_id)
    task.delete()


def give_tasks(exhibitor: Exhibitor) -> None:
    """All there are, to a newly confirmed one."""
    _give(list(FairTask.objects.filter(occurrence=exhibitor.occurrence_id)), [exhibitor])


@transaction.atomic
def settle_task(*, task: ExhibitorTask, done: bool, by: User | None, at: datetime) -> ExhibitorTask:
    """Say that it is done, or not after all. The first who says so stays."""
    row = ExhibitorTask.objects.select_for_update().get(pk=task.pk)
    if done != bool(row.done_at):
        row.done_at, row.done_by = (at, by) if done else (None, None)
        row.save(update_fields=["done_at", "done_by"])
        audit.record(row, action="exhibitors.settle_task", by=by, at=at, done=done)
    return row


def _give(tasks: list[FairTask], exhibitors: list[Exhibitor]) -> None:
    rows = [ExhibitorTask(exhibitor=one, task=task) for one in exhibitors for task in tasks]
    ExhibitorTask.objects.bulk_create(rows, ignore_conflicts=True)
