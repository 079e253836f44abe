"""A programme as its writers see it: by time, with what is wrong with it, and how far its speakers have come."""

from typing import Any

from ..models import Occurrence
from ..programme.conflicts import Conflict
from ..programme.domain.sessions import days_off
from ..programme.enums import ConflictKind, SpeakerState
from ..programme.missing import SAID_OF_THEM, missing_of
from ..programme.models import Session, Speaker
from ..programme.queries import conflicts_of, sessions_of
from ..programme.snapshot import content_of, digest_of
from ..programme.times import day_in_words, times_in_words


def programme_table(occurrence: Occurrence) -> dict[str, Any]:
    """Seven queries, however long it is."""
    sessions = list(sessions_of(occurrence))
    conflicts = conflicts_of(occurrence, sessions)
    speakers = list(occurrence.speakers.all())
    materials = list(occurrence.materials.select_related("session"))
    speaking = {part.speaker_id for one in sessions for part in one.parts.all()}
    latest = occurrence.programme_versions.order_by("-number").defer("content", "changes").first()
    content = content_of(occurrence, sessions, [one for one in speakers if one.pk in speaking])
    silent = [one for one in speakers if one.pk in speaking and one.consented_at is None]
    return {
        "rows": [_row(one, occurrence, _about(one, conflicts)) for one in sessions],
        "conflicts": len(conflicts),
        "speakers": [_speaker(one, materials) for one in speakers],
        "silent": silent,
        "materials": materials,
        "to_look_at": [one for one in materials if one.shown_since is None],
        "rooms": list(occurrence.rooms.all()),
        "tracks": list(occurrence.tracks.all()),
        "latest": latest,
        "unpublished": bool(sessions) and (latest is None or latest.digest != digest_of(content)),
        "days_off": days_off(occurrence, sessions),
    }


def _about(session: Session, conflicts: list[Conflict]) -> list[str]:
    """What is wrong with one session, each kind said once."""
    kinds = {one.kind for one in conflicts if session.pk in one.sessions}
    return [str(kind.label) for kind in ConflictKind if kind in kinds]


def _row(session: Session, occurrence: Occurrence, wrong: list[str]) -> dict[str, Any]:
    return {
        "session": session,
        "day": day_in_words(session.starts_at, occurrence.zone),
        "times": times_in_words(session.starts_at, session.ends_at, occurrence.zone),
        "speakers": [part.speaker for part in session.parts.all()],
        "wrong": wrong,
    }


def _speaker(speaker: Speaker, materials: list[Any]) -> dict[str, Any]:
    return {
        "speaker": speaker,
        "state": SpeakerState(speaker.state).label,
        "missing": [str(SAID_OF_THEM[one]) for one in missing_of(speaker)],
        "materials": sum(one.speaker_id == speaker.pk for one in materials),
    }
