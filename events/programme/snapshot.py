"""A programme as plain values: what is written becomes this when it is published, and readers are shown nothing else.

Schema 1: `zone`; `rooms` and `tracks` in order; `speakers` by key; `sessions` in order, with moments in UTC, room and
track by number, and speakers as pairs of key and role.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from events.models import Occurrence
from events.wall_clock import span_days_later

from .models import Session, Speaker

SCHEMA = 1
Content = dict[str, Any]


def content_of(occurrence: Occurrence, sessions: Sequence[Session], speakers: Sequence[Speaker]) -> Content:
    """Sessions must be loaded with rooms, tracks and parts, in order (`queries.sessions_of`)."""
    rooms = {one.room_id: one.room for one in sessions if one.room}
    tracks = {one.track_id: one.track for one in sessions if one.track}
    return {
        "schema": SCHEMA,
        "zone": occurrence.timezone,
        "rooms": [{"id": one.pk, "name": one.name} for one in sorted(rooms.values(), key=_place)],
        "tracks": [{"id": one.pk, "names": one.names} for one in sorted(tracks.values(), key=_place)],
        "speakers": {str(one.key): _speaker(one) for one in sorted(speakers, key=lambda one: (one.name, one.pk))},
        "sessions": [_session(one) for one in sessions],
    }


def digest_of(content: Content) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def without_speaker(content: Content, key: str) -> Content:
    """The same without one person: who they are, and where they spoke."""
    return {
        **content,
        "speakers": {one: about for one, about in content["speakers"].items() if one != key},
        "sessions": [
            {**session, "speakers": [pair for pair in session["speakers"] if pair[0] != key]}
            for session in content["sessions"]
        ],
    }


def later_by(content: Content, days: int, zone: ZoneInfo) -> Content:
    """The same as many days later, at the same times on the wall there."""

    def later(session: Content) -> Content:
        starts, ends = span_days_later(moment(session["starts"]), moment(session["ends"]), days, zone)
        return {**session, "starts": starts.isoformat(), "ends": ends.isoformat()}

    return {**content, "zone": zone.key, "sessions": [later(one) for one in content["sessions"]]}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _place(thing: Any) -> tuple[int, int]:
    return thing.position, thing.pk


def _speaker(speaker: Speaker) -> Content:
    shown = speaker.photo_id if speaker.photo_rights_at else None
    return {
        "name": speaker.name,
        "organisation": speaker.organisation,
        "biographies": speaker.biographies,
        "photo": shown,
        "credit": speaker.photo_credit if shown else "",
    }


def _session(session: Session) -> Content:
    return {
        "key": str(session.key),
        "kind": session.kind,
        "starts": session.starts_at.astimezone(UTC).isoformat(),
        "ends": session.ends_at.astimezone(UTC).isoformat(),
        "room": session.room_id,
        "track": session.track_id,
        "titles": session.titles,
        "descriptions": session.descriptions,
        "mode": session.mode,
        "speakers": [[str(part.speaker.key), part.role] for part in session.parts.all()],
    }
