"""Publishing a programme: what is written becomes the next version, and readers see it at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from cms import audit
from cms.page_cache import forget_pages
from cms.people.models import User
from events.models import Occurrence

from ..changes import changes_between
from ..models import ProgrammeVersion, Speaker
from ..queries import has_moved_since, outside_its_time, sessions_of, speakers_in
from ..snapshot import Content, content_of, digest_of, later_by, without_speaker
from .sessions import locked, shift_programme


class NothingToPublish(Exception):
    """There is no session yet."""


class NothingChanged(Exception):
    """Readers see all of it already."""


class ConsentMissing(Exception):
    """These speakers have not said that they may stand in the programme."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        super().__init__(*(speaker.pk for speaker in speakers))
        self.speakers = list(speakers)


@transaction.atomic
def publish_programme(*, occurrence: Occurrence, by: User | None, at: datetime) -> ProgrammeVersion:
    """The same again after the event has moved says that it is right as it stands, sessions outside its time and all.

    Raises NothingToPublish, ConsentMissing (which says whose), NothingChanged.
    """
    row = locked(occurrence)
    sessions = list(sessions_of(row))
    if not sessions:
        raise NothingToPublish
    # Locked, so that who takes their consent back is not published in the same moment.
    speakers = list(Speaker.objects.select_for_update().filter(pk__in=speakers_in(row).values("pk")).order_by("pk"))
    if silent := [one for one in speakers if one.consented_at is None]:
        raise ConsentMissing(sorted(silent, key=lambda one: one.name))
    content = content_of(row, sessions, speakers)
    before = _latest(row)
    if before and before.digest == digest_of(content) and not _is_left_behind(row, before):
        raise NothingChanged
    version = _publish(row, content, before, by=by, at=at)
    audit.record(row, action="programme.publish", by=by, at=at, version=version.number)
    return version


@transaction.atomic
def take_programme_along(*, occurrence: Occurrence, days: int, by: User | None, at: datetime) -> None:
    """Its occurrence has moved by as many days: so do the sessions, and what readers see of them in a next version.

    What was written since the last version is moved, and waits to be published as before.
    """
    row = locked(occurrence)
    if row.sessions.exists():
        shift_programme(occurrence=row, days=days, by=by, at=at)
    # Locked as for publishing: who takes their consent back meanwhile is in no version made of an older one.
    list(Speaker.objects.select_for_update().filter(occurrence=row).order_by("pk").values_list("pk"))
    if before := _latest(row):
        version = _publish(row, later_by(before.content, days, row.zone), before, by=by, at=at)
        audit.record(row, action="programme.publish", by=by, at=at, version=version.number, days=days)


def _is_left_behind(occurrence: Occurrence, version: ProgrammeVersion) -> bool:
    return outside_its_time(occurrence).exists() and has_moved_since(occurrence, version.published_at)


def _latest(occurrence: Occurrence) -> ProgrammeVersion | None:
    return occurrence.programme_versions.order_by("-number").first()


def _publish(
    occurrence: Occurrence, content: Content, before: ProgrammeVersion | None, *, by: User | None, at: datetime
) -> ProgrammeVersion:
    version = ProgrammeVersion.objects.create(
        occurrence=occurrence,
        number=before.number + 1 if before else 1,
        content=content,
        digest=digest_of(content),
        changes=changes_between(before.content, content) if before else [],
        published_at=at,
        published_by=by,
    )
    transaction.on_commit(forget_pages, robust=True)
    return version


def take_out(speaker: Speaker) -> int:
    """Take somebody out of every version of the programme there is; say of how many. Inside the caller's transaction,
    which holds the speaker's lock.
    """
    versions = ProgrammeVersion.objects.select_for_update().filter(occurrence=speaker.occurrence_id).order_by("pk")
    changed = [version for version in versions if str(speaker.key) in version.content["speakers"]]
    for version in changed:
        version.content = without_speaker(version.content, str(speaker.key))
        version.digest = digest_of(version.content)
        version.save(update_fields=["content", "digest"])
    transaction.on_commit(forget_pages, robust=True)
    return len(changed)
