"""What a worker does with an import: checks it, then writes it batch by batch.

Each batch is one transaction that also moves `last_row` on, under a lock on the import's row: a worker that is killed
loses at most a batch, and two workers never do the same one.
"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from cms import audit, clock

from .. import organisation_lines, people_lines
from ..enums import WORKING, ImportKind, ImportState, Refusal
from ..lines import Job, Tally
from ..models import Import, ImportProblem
from ..reader import Format, Row, UnreadableFile, read_rows
from .imports import STALE, reset
from .writing import write_organisations, write_people

BATCH = 200
# Writing an invitation takes longer, and SQLite lets one write at a time.
BATCH_WITH_MAIL = 50
# A worker does so much of an import at a time, so that mail need not wait for it.
SLICE = timedelta(seconds=15)
MAX_ATTEMPTS = 5
COLLISIONS = 3


def advance_import(*, import_id: int, at: datetime) -> bool:
    """Check the file, or write a slice of it; say whether more is left. Safe to call at any time, and again."""
    record = _claim(import_id, at=at)
    if record is None:
        return False
    if not record.file:
        _stop(record, Refusal.FILE_GONE)
        return False
    try:
        if record.state == ImportState.UPLOADED:
            _check(record)
            return False
        return _write_slice(record)
    except FileNotFoundError:
        _stop(record, Refusal.FILE_GONE)
    except UnreadableFile as unreadable:
        _stop(record, unreadable.refusal)
    return False


# --- One worker at a time ----------------------------------------------------------------------------


def _claim(import_id: int, *, at: datetime) -> Import | None:
    """Take the import for this worker, when no other moves it. One that keeps failing is given up."""
    free = Import.objects.filter(Q(attempts=0) | Q(moved_at__lte=at - STALE), pk=import_id, state__in=WORKING)
    if free.filter(attempts__gte=MAX_ATTEMPTS).update(state=ImportState.FAILED, refusal=Refusal.CRASHED):
        return None
    if not free.update(attempts=F("attempts") + 1, moved_at=at):
        return None
    return Import.objects.select_related("organisation", "by").get(pk=import_id)


def _stop(record: Import, refusal: Refusal) -> None:
    Import.objects.filter(pk=record.pk, state__in=WORKING).update(state=ImportState.FAILED, refusal=refusal)


# --- The check ---------------------------------------------------------------------------------------


def _check(record: Import) -> None:
    """Read everything and say what is wrong, line by line. Started anew when its worker was lost."""
    record.problems.all().delete()
    reset(record, attempts=record.attempts)
    job = Job(record, at=clock.now(), by=record.by)
    for rows in _batches(record, after=0):
        tally = _sorted(rows, job).tally
        with transaction.atomic():
            _count(record, rows, tally)
            record.save(update_fields=COUNTED)
    Import.objects.filter(pk=record.pk, state=ImportState.UPLOADED).update(state=ImportState.CHECKED, attempts=0)


# --- The import --------------------------------------------------------------------------------------


def _write_slice(record: Import) -> bool:
    until = time.monotonic() + SLICE.total_seconds()
    for rows in _batches(record, after=record.last_row):
        _write_batch(record.pk, rows)
        if time.monotonic() >= until:
            Import.objects.filter(pk=record.pk).update(attempts=0)
            return True
    _finish(record.pk)
    return False


def _write_batch(import_id: int, rows: list[Row]) -> None:
    """Check and write lines in one transaction. When somebody signs up with an address of theirs just then, again."""
    for attempt in range(1, COLLISIONS + 1):
        try:
            with transaction.atomic():
                _write_rows(import_id, rows)
            return
        except IntegrityError:
            if attempt == COLLISIONS:
                raise


def _write_rows(import_id: int, rows: list[Row]) -> None:
    record = _locked(import_id)
    left = [row for row in rows if row.number > record.last_row]
    if not left or record.state != ImportState.RUNNING:
        return
    job = Job(record, at=clock.now(), by=record.by)
    batch = _sorted(left, job)
    if isinstance(batch, people_lines.Batch):
        write_people(batch, job)
    else:
        write_organisations(batch, job)
    _count(record, left, batch.tally)
    record.save(update_fields=COUNTED)


@transaction.atomic
def _finish(import_id: int) -> None:
    record, at = _locked(import_id), clock.now()
    if record.state != ImportState.RUNNING:
        return
    record.state, record.finished_at, record.attempts = ImportState.FINISHED, at, 0
    record.save(update_fields=["state", "finished_at", "attempts"])
    counts = {"created": record.created, "unchanged": record.unchanged, "refused": record.refused}
    audit.record(record, action="imports.finish", by=record.by, at=at, **counts)


def _locked(import_id: int) -> Import:
    return Import.objects.select_for_update(of=("self",)).select_related("organisation", "by").get(pk=import_id)


# --- What both do ------------------------------------------------------------------------------------

COUNTED = ["done", "last_row", "created", "unchanged", "invited", "refused", "moved_at"]


def _batches(record: Import, *, after: int) -> Iterator[list[Row]]:
    """The lines after a row, so many at a time, read from the file as they are asked for."""
    form = Format(record.encoding, record.delimiter)
    with record.file.open("rb") as opened:
        rows = (row for row in read_rows(opened.file, form, kind=record.kind) if row.number > after)
        size = min(BATCH, BATCH_WITH_MAIL) if record.send_invitations else BATCH
        while batch := list(islice(rows, size)):
            yield batch


def _sorted(rows: list[Row], job: Job) -> people_lines.Batch | organisation_lines.Batch:
    if job.record.kind == ImportKind.PEOPLE:
        return people_lines.check_people(rows, job)
    return organisation_lines.check_organisations(rows, job)


def _count(record: Import, rows: list[Row], tally: Tally) -> None:
    """Move the counts on and write down the problems."""
    record.done += len(rows)
    record.last_row = rows[-1].number
    record.created += tally.created
    record.unchanged += tally.unchanged
    record.invited += tally.invited
    record.refused += tally.refused
    record.moved_at = clock.now()
    problems = (
        ImportProblem(record=record, row=one.row, column=one.column, reason=one.reason, value=one.value)
        for one in tally.problems
    )
    ImportProblem.objects.bulk_create(problems, ignore_conflicts=True, batch_size=1000)
