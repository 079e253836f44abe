"""Sessions of a programme: added, moved, changed and removed. Nobody reads them before the programme is published.

Conflicts do not stop anything: they are shown (`queries.conflicts_of`), and whoever writes the programme decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User
from cms.texts import Texts
from events.models import Occurrence
from events.wall_clock import span_days_later

from ..enums import SessionKind, SpeakerRole
from ..models import Room, Session, SessionSpeaker, Speaker, Track


class EndsBeforeStart(Exception):
    """A session must end after it has begun."""


class TitleMissing(Exception):
    """A session has a title in one language at least."""


class OfAnotherOccurrence(Exception):
    """Room, track or speaker belong to something else."""


@dataclass(frozen=True)
class Slot:
    """When and where a session is held."""

    starts_at: datetime
    ends_at: datetime
    room: Room | None = None


@dataclass(frozen=True)
class Telling:
    """What a session is about."""

    titles: Texts
    descriptions: Texts = field(default_factory=dict)
    kind: str = SessionKind.TALK
    track: Track | None = None
    mode: str = ""
    size: int | None = None


@dataclass(frozen=True)
class Part:
    speaker: Speaker
    role: str = SpeakerRole.SPEAKER


def locked(occurrence: Occurrence) -> Occurrence:
    """One change of a programme at a time, and none while it is published."""
    rows = Occurrence.objects.select_for_update(of=("self",), no_key=True).select_related("series")
    return rows.get(pk=occurrence.pk)


@transaction.atomic
def add_session(
    *, occurrence: Occurrence, slot: Slot, telling: Telling, parts: Sequence[Part] = (), by: User | None, at: datetime
) -> Session:
    """Raises EndsBeforeStart, TitleMissing, OfAnotherOccurrence."""
    session = Session(occurrence=locked(occurrence), created_at=at)
    _put_at(session, slot)
    _tell(session, telling)
    _write(session, "programme.add_session", by=by, at=at)
    _set_parts(session, parts)
    return session


@transaction.atomic
def move_session(*, session: Session, slot: Slot, by: User | None, at: datetime) -> Session:
    """Another time, another room. Raises EndsBeforeStart, OfAnotherOccurrence."""
    row = _again(session)
    _put_at(row, slot)
    return _write(row, "programme.move_session", by=by, at=at)


@transaction.atomic
def change_session(
    *, session: Session, telling: Telling, parts: Sequence[Part], by: User | None, at: datetime
) -> Session:
    """Raises TitleMissing, OfAnotherOccurrence."""
    row = _again(session)
    _tell(row, telling)
    _write(row, "programme.change_session", by=by, at=at)
    _set_parts(row, parts)
    return row


@transaction.atomic
def remove_session(*, session: Session, by: User | None, at: datetime) -> None:
    """Its materials stay with the occurrence."""
    row = _again(session)
    audit.record(row, action="programme.remove_session", by=by, at=at, occurrence=row.occurrence_id)
    row.delete()


@transaction.atomic
def shift_programme(*, occurrence: Occurrence, days: int, by: User | None, at: datetime) -> int:
    """Move every session by as many days, at the same times on the wall; say how many. For an occurrence that moved."""
    row = locked(occurrence)
    sessions = list(row.sessions.all())
    for session in sessions:
        span = span_days_later(session.starts_at, session.ends_at, days, row.zone)
        (session.starts_at, session.ends_at), session.changed_at = span, at
    Session.objects.bulk_update(sessions, ["starts_at", "ends_at", "changed_at"])
    audit.record(row, action="programme.shift", by=by, at=at, days=days)
    return len(sessions)


def days_off(occurrence: Occurrence, sessions: Sequence[Session]) -> int:
    """By how many days the programme would have to move to begin on the occurrence's first day; 0 where it does."""
    if not sessions:
        return 0
    first = min(one.starts_at for one in sessions).astimezone(occurrence.zone).date()
    return (occurrence.starts_at.astimezone(occurrence.zone).date() - first).days


def _again(session: Session) -> Session:
    locked(session.occurrence)
    return Session.objects.select_related("occurrence").get(pk=session.pk)


def _put_at(session: Session, slot: Slot) -> None:
    if slot.ends_at <= slot.starts_at:
        raise EndsBeforeStart
    _refuse_foreign(session, slot.room)
    session.starts_at, session.ends_at, session.room = slot.starts_at, slot.ends_at, slot.room


def _tell(session: Session, telling: Telling) -> None:
    if not any(telling.titles.values()):
        raise TitleMissing
    _refuse_foreign(session, telling.track)
    for name in ("titles", "descriptions", "kind", "track", "mode", "size"):
        setattr(session, name, getattr(telling, name))


def _set_parts(session: Session, parts: Sequence[Part]) -> None:
    for part in parts:
        _refuse_foreign(session, part.speaker)
    session.parts.all().delete()
    once = {part.speaker.pk: part for part in parts}
    SessionSpeaker.objects.bulk_create(
        SessionSpeaker(session=session, speaker=part.speaker, role=part.role, position=number)
        for number, part in enumerate(once.values())
    )


def _refuse_foreign(session: Session, thing: Room | Track | Speaker | None) -> None:
    if thing is not None and thing.occurrence_id != session.occurrence_id:
        raise OfAnotherOccurrence(thing)


def _write(session: Session, action: str, *, by: User | None, at: datetime) -> Session:
    session.changed_at = at
    session.save()
    audit.record(session, action=action, by=by, at=at, occurrence=session.occurrence_id)
    return session
