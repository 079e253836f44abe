"""Material of sessions: taken in as assignments take files, shown when the staff says so, removed with its file."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction

from cms import audit
from cms.people.models import User
from cms.privacy.answers import forget_file
from events.models import Occurrence
from events.uploads import checked_upload
from learning.assignments.enums import Refusal
from learning.assignments.file_checks import FileRefused

from ..enums import MaterialAccess
from ..models import Material, Session, Speaker

# Of one speaker, and of one occurrence as a whole.
MOST_OF_A_SPEAKER, MOST = 20, 2000


class OfAnotherOccurrence(Exception):
    """The session belongs to something else."""


@dataclass(frozen=True)
class Terms:
    """Whom it is for and from when (None: when the occurrence is over)."""

    access: str = MaterialAccess.ATTENDEES
    open_from: datetime | None = None


USUAL = Terms()


def add_file(
    *,
    occurrence: Occurrence,
    upload: UploadedFile,
    title: str = "",
    session: Session | None = None,
    speaker: Speaker | None = None,
    terms: Terms = USUAL,
    by: User | None,
    at: datetime,
) -> Material:
    """Keep a file in private storage. The same file twice is one. Raises FileRefused, OfAnotherOccurrence.

    From the staff it is shown; from a speaker it waits until somebody has looked at it. The file is scanned before
    the transaction begins: a scanner takes its time.
    """
    taken = checked_upload(upload)
    with transaction.atomic():
        same = Material.objects.filter(occurrence=occurrence, session=session, speaker=speaker, sha256=taken.sha256)
        if there := same.first():
            return there
        material = _new(occurrence, session, speaker, terms, by=by, at=at)
        material.name = taken.name
        material.title = title.strip()[:200] or material.name
        material.mime, material.size, material.sha256 = taken.mime, taken.size, taken.sha256
        material.file = taken.file
        return _kept(material, by=by, at=at)


@transaction.atomic
def add_link(
    *,
    occurrence: Occurrence,
    url: str,
    title: str = "",
    session: Session | None = None,
    speaker: Speaker | None = None,
    terms: Terms = USUAL,
    by: User | None,
    at: datetime,
) -> Material:
    """Raises ValidationError for what is no address of the web, FileRefused where there is too much already."""
    URLValidator(schemes=["https", "http"])(url)
    same = Material.objects.filter(occurrence=occurrence, session=session, speaker=speaker, url=url)
    if there := same.first():
        return there
    material = _new(occurrence, session, speaker, terms, by=by, at=at)
    material.title, material.url = title.strip()[:200] or url[:200], url
    return _kept(material, by=by, at=at)


@transaction.atomic
def show_material(*, material: Material, shown: bool, terms: Terms, by: User | None, at: datetime) -> Material:
    """The staff has looked at it: say whether it is shown, to whom and from when."""
    row = Material.objects.select_for_update().get(pk=material.pk)
    row.shown_since = (row.shown_since or at) if shown else None
    row.access, row.open_from = terms.access, terms.open_from
    row.save(update_fields=["shown_since", "access", "open_from"])
    audit.record(row, action="programme.show_material", by=by, at=at, occurrence=row.occurrence_id)
    return row


@transaction.atomic
def remove_material(*, material: Material, by: User | None, at: datetime) -> None:
    audit.record(material, action="programme.remove_material", by=by, at=at, occurrence=material.occurrence_id)
    forget_file("private", material.file.name)
    material.delete()


def _new(
    occurrence: Occurrence,
    session: Session | None,
    speaker: Speaker | None,
    terms: Terms,
    *,
    by: User | None,
    at: datetime,
) -> Material:
    if any(one and one.occurrence_id != occurrence.pk for one in (session, speaker)):
        raise OfAnotherOccurrence
    there = Material.objects.filter(occurrence=occurrence)
    if there.count() >= MOST or (speaker and there.filter(speaker=speaker).count() >= MOST_OF_A_SPEAKER):
        raise FileRefused(Refusal.TOO_MANY)
    return Material(
        occurrence=occurrence,
        session=session,
        speaker=speaker,
        access=terms.access,
        open_from=terms.open_from,
        shown_since=None if speaker else at,
        added_by=by,
        added_at=at,
    )


def _kept(material: Material, *, by: User | None, at: datetime) -> Material:
    material.save(force_insert=True)
    audit.record(material, action="programme.add_material", by=by, at=at, occurrence=material.occurrence_id)
    return material
