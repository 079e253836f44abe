"""The way of an import, as people walk it: uploaded, checked without writing, started by a person; forgotten in time.

The row of the import is the truth; `advancing.py` is what moves it on.
"""

from datetime import datetime, timedelta
from typing import BinaryIO

from django.core.files import File
from django.db import transaction

from cms import audit
from cms.people.models import Organisation, User

from ..enums import WORKING, ImportKind, ImportState, Refusal
from ..models import Import
from ..reader import inspect_file

# An import that has not moved for so long has lost its worker.
STALE = timedelta(minutes=2)


class NotChecked(Exception):
    """It can be started once, when it has been checked."""


class NothingToImport(Exception):
    """No line of it is right."""


@transaction.atomic
def upload_import(
    *,
    kind: str,
    file: BinaryIO,
    file_name: str,
    size: int,
    organisation: Organisation | None = None,
    send_invitations: bool = False,
    by: User,
    at: datetime,
) -> Import:
    """Keep a file that can be read, and have it checked. Raises UnreadableFile; then nothing is kept."""
    form = inspect_file(file, kind=kind, size=size)
    file.seek(0)
    record = Import(
        kind=kind,
        organisation=organisation,
        file_name=file_name[-200:],
        encoding=form.encoding,
        delimiter=form.delimiter,
        total=form.total,
        send_invitations=send_invitations and kind == ImportKind.PEOPLE,
        by=by,
        uploaded_at=at,
        moved_at=at,
    )
    record.file.save("list.csv", File(file), save=False)
    record.save()
    audit.record(record, action="imports.upload", by=by, at=at, kind=kind, rows=form.total)
    _enqueue(record)
    return record


@transaction.atomic
def start_import(*, record: Import, by: User, at: datetime) -> Import:
    """Have the lines that are right written. Raises NotChecked, NothingToImport."""
    record = Import.objects.select_for_update().get(pk=record.pk)
    if record.state != ImportState.CHECKED:
        raise NotChecked
    if record.refused == record.total:
        raise NothingToImport
    record.state, record.started_at, record.moved_at, record.by = ImportState.RUNNING, at, at, by
    reset(record)
    record.save()
    # The same check runs again: what was true when it was checked may not be now.
    record.problems.all().delete()
    audit.record(record, action="imports.start", by=by, at=at)
    _enqueue(record)
    return record


def waiting_imports(*, at: datetime) -> list[int]:
    """Imports whose worker was lost: those under way that have not moved for a while."""
    stale = Import.objects.filter(state__in=WORKING, moved_at__lte=at - STALE)
    return list(stale.order_by("moved_at").values_list("pk", flat=True))


def forget_import_details(*, before: datetime) -> int:
    """Delete the files of imports uploaded before this moment, and what stood in their lines; counts stay."""
    old = Import.objects.filter(uploaded_at__lt=before).exclude(file="").exclude(state=ImportState.RUNNING)
    forgotten = 0
    for record in old:
        record.problems.exclude(value="").update(value="")
        record.file.delete(save=False)
        Import.objects.filter(pk=record.pk).update(file="", file_name="")
        Import.objects.filter(pk=record.pk, state__in=[ImportState.UPLOADED, ImportState.CHECKED]).update(
            state=ImportState.FAILED, refusal=Refusal.FILE_GONE
        )
        forgotten += 1
    return forgotten


def reset(record: Import, *, attempts: int = 0) -> None:
    """Count from nothing again."""
    record.done = record.last_row = record.created = record.unchanged = record.invited = record.refused = 0
    record.attempts = attempts


def _enqueue(record: Import) -> None:
    from ..tasks import advance

    transaction.on_commit(lambda: advance.delay(record.pk), robust=True)
