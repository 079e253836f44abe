"""Who came, where people know better than scans; and saying that it is settled."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cms import audit
from cms.people.models import User
from events.enums import OccurrenceState
from events.models import Occurrence, Place
from events.signals import attendance_settled

from ..codes import storable
from ..models import AttendanceCorrection, Settlement
from ..queries import who_came, with_attendance


class ReasonMissing(Exception):
    """A correction must say why."""


class NothingToCorrect(Exception):
    """It is so already."""


class NotBegunYet(Exception):
    """Nobody can have come."""


class NotOverYet(Exception):
    """Who came can be settled when it is over."""


class AlreadySettled(Exception):
    """Somebody has settled it meanwhile."""


class WasCancelled(Exception):
    """It was never held."""


@transaction.atomic
def correct_attendance(
    *, place: Place, came: bool, reason: str, session_key: UUID | None = None, by: User, at: datetime
) -> AttendanceCorrection:
    """Say whether somebody came, whatever the scans say. Raises ReasonMissing, NotBegunYet, NothingToCorrect.

    Whoever came to a session has come. After it is settled, the change is announced like the settlement was.
    """
    reason = storable(reason).strip()[:300]
    if not reason:
        raise ReasonMissing
    if at < place.occurrence.starts_at:
        raise NotBegunYet
    Place.objects.select_for_update().get(pk=place.pk)
    if _came(place, session_key) == came:
        raise NothingToCorrect
    said = {"place": place, "came": came, "reason": reason, "at": at, "by": by}
    correction = AttendanceCorrection.objects.create(**said, session_key=session_key)
    if session_key and came and not _came(place, None):
        AttendanceCorrection.objects.create(**said)
    audit.record(place, action="door.correct", by=by, at=at, came=came)
    if Settlement.objects.filter(occurrence=place.occurrence_id).exists():
        _announce([place], at)
    return correction


@transaction.atomic
def settle_attendance(*, occurrence: Occurrence, by: User, at: datetime) -> Settlement:
    """Say that who came is known, once it is over. Raises NotOverYet, WasCancelled and AlreadySettled."""
    locked = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    if locked.state in (OccurrenceState.CANCELLED, OccurrenceState.POSTPONED, OccurrenceState.DRAFT):
        raise WasCancelled
    if locked.ends_at > at:
        raise NotOverYet
    if Settlement.objects.filter(occurrence=locked).exists():
        raise AlreadySettled
    settlement = Settlement.objects.create(occurrence=locked, settled_at=at, by=by)
    came = list(who_came(locked))
    audit.record(locked, action="door.settle", by=by, at=at, came=len(came))
    _announce(came, at)
    return settlement


def _came(place: Place, session_key: UUID | None) -> bool:
    return bool(with_attendance(Place.objects.filter(pk=place.pk), session_key=session_key).get().came)


def _announce(places: list[Place], at: datetime) -> None:
    """Tell the other rooms, once it is committed."""
    transaction.on_commit(lambda: attendance_settled.send(Settlement, places=places, at=at), robust=True)
