"""Files of a network: known by their content, scanned, private; a new version leaves those before it."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cms import audit
from cms.people.models import User
from cms.privacy.answers import forget_file
from events.models import Series
from events.uploads import checked_upload
from learning.assignments.enums import Refusal
from learning.assignments.file_checks import FileRefused
from learning.assignments.uploads import CheckedUpload

from ..enums import FileCategory
from ..models import FileVersion, NetworkFile

# Of one network, and of one file.
MOST_FILES, MOST_VERSIONS = 1000, 50


def add_file(
    *,
    series: Series,
    upload: UploadedFile,
    title: str = "",
    category: str = FileCategory.OTHER,
    by: User | None,
    at: datetime,
) -> NetworkFile:
    """Raises FileRefused. The file is scanned before the transaction begins: a scanner takes its time."""
    taken = checked_upload(upload)
    with transaction.atomic():
        Series.objects.select_for_update().get(pk=series.pk)
        if NetworkFile.objects.filter(series=series).count() >= MOST_FILES:
            raise FileRefused(Refusal.TOO_MANY)
        file = NetworkFile.objects.create(series=series, title=title.strip()[:200] or taken.name, category=category)
        _put(file, taken, number=1, by=by, at=at)
        audit.record(file, action="networks.add_file", by=by, at=at, network=series.pk)
        return file


def add_version(*, file: NetworkFile, upload: UploadedFile, by: User | None, at: datetime) -> FileVersion:
    """The same file as the newest is no new version. Raises FileRefused."""
    taken = checked_upload(upload)
    with transaction.atomic():
        row = NetworkFile.objects.select_for_update().get(pk=file.pk)
        newest = row.versions.order_by("-number").first()
        number = newest.number if newest else 0
        if newest and newest.sha256 == taken.sha256:
            return newest
        if number >= MOST_VERSIONS:
            raise FileRefused(Refusal.TOO_MANY)
        version = _put(row, taken, number=number + 1, by=by, at=at)
        audit.record(row, action="networks.new_version", by=by, at=at, network=row.series_id, version=version.number)
        return version


@transaction.atomic
def change_file(*, file: NetworkFile, title: str, category: str, by: User | None, at: datetime) -> NetworkFile:
    """What it is called and where it stands; an empty title leaves the one there is."""
    row = NetworkFile.objects.select_for_update().get(pk=file.pk)
    row.title, row.category = title.strip()[:200] or row.title, category
    row.save(update_fields=["title", "category"])
    audit.record(row, action="networks.change_file", by=by, at=at, network=row.series_id)
    return row


@transaction.atomic
def remove_file(*, file: NetworkFile, by: User | None, at: datetime) -> None:
    """With every version."""
    audit.record(file, action="networks.remove_file", by=by, at=at, network=file.series_id)
    for name in file.versions.values_list("file", flat=True):
        forget_file("private", name)
    file.delete()


def _put(file: NetworkFile, taken: CheckedUpload, *, number: int, by: User | None, at: datetime) -> FileVersion:
    version = FileVersion(
        of=file,
        number=number,
        name=taken.name,
        mime=taken.mime,
        size=taken.size,
        sha256=taken.sha256,
        file=taken.file,
        uploaded_by=by,
        uploaded_at=at,
    )
    version.save(force_insert=True)
    return version
