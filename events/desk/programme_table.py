"""A programme as its writers see it: by time, with what is wrong with it, and how far its speakers have come."""

from typing import Any

from django.utils.translation import gettext as _

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
    wrong = _wrong(sessions, conflicts)
    speakers = list(occurrence.speakers.all())
    materials = list(occurrence.materials.select_related("session"))
    speaking = {part.speaker_id for one in sessions for part in one.parts.all()}
    latest = occurrence.programme_versions.order_by("-number").defer("content", "changes").first()
    content = content_of(occurrence, sessions, [one for one in speakers if one.pk in speaking])
    silent = [one for one in speakers if one.pk in speaking and one.consented_at is None]
    return {
        "rows": [_row(one, occurrence, wrong.get(one.pk, [])) for one in sessions],
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


def _wrong(sessions: list[Session], conflicts: list[Conflict]) -> dict[int, list[str]]:
    """What is wrong with each session, by its number: with which other, and who or which room both have."""
    by_number = {one.pk: one for one in sessions}
    found: dict[int, list[str]] = {}
    for conflict in conflicts:
        for number in conflict.sessions:
            others = [by_number[one] for one in conflict.sessions if one != number]
            found.setdefault(number, []).append(_in_words(conflict, by_number[number], others))
    return found


def _in_words(conflict: Conflict, session: Session, others: list[Session]) -> str:
    if conflict.kind == ConflictKind.ROOM:
        values = {"room": session.room, "title": others[0].title}
        return _("%(room)s is taken then: “%(title)s”") % values
    if conflict.kind == ConflictKind.SPEAKER:
        name = next(part.speaker.name for part in session.parts.all() if part.speaker_id == conflict.about)
        return _("%(name)s is in another session then: “%(title)s”") % {"name": name, "title": others[0].title}
    return str(conflict.kind.label)


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
