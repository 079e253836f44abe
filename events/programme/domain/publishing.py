"""Publishing a programme: what is written becomes the next version, and readers see it at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from cms import audit
from cms.page_cache import forget_pages
from cms.people.models import User
from events.models import Occurrence

from ..changes import changes_between
from ..models import ProgrammeVersion, Speaker
from ..queries import sessions_of, speakers_in
from ..snapshot import content_of, digest_of, without_speaker
from .sessions import locked


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
    """Raises NothingToPublish, ConsentMissing (which says whose), NothingChanged."""
    row = locked(occurrence)
    sessions = list(sessions_of(row))
    if not sessions:
        raise NothingToPublish
    # Locked, so that who takes their consent back is not published in the same moment.
    speakers = list(Speaker.objects.select_for_update().filter(pk__in=speakers_in(row).values("pk")).order_by("pk"))
    if silent := [one for one in speakers if one.consented_at is None]:
        raise ConsentMissing(sorted(silent, key=lambda one: one.name))
    content = content_of(row, sessions, speakers)
    before = row.programme_versions.order_by("-number").first()
    if before and before.digest == digest_of(content):
        raise NothingChanged
    version = ProgrammeVersion.objects.create(
        occurrence=row,
        number=1 + (row.programme_versions.aggregate(last=Max("number"))["last"] or 0),
        content=content,
        digest=digest_of(content),
        changes=changes_between(before.content, content) if before else [],
        published_at=at,
        published_by=by,
    )
    audit.record(row, action="programme.publish", by=by, at=at, version=version.number)
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
