"""Programmes of the demo's events, published through our own verbs, and what was handed out. Safe to run again."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cms import clock
from cms.demo import people as demo
from cms.demo.course_files import MEDIA, Raw
from cms.demo.event_files import FILES, EventFile, event_names, read_event
from cms.people.models import User
from events.models import Occurrence
from events.seeds import occurrence_of
from events.wall_clock import moments_of

from .domain.materials import Terms, add_file, add_link
from .domain.publishing import publish_programme
from .domain.rooms import set_room, set_track
from .domain.sessions import Part, Slot, Telling, add_session
from .domain.speakers import Profile, add_speaker, give_consent, set_photo
from .enums import MaterialAccess, SessionKind, SpeakerRole
from .models import Session, Speaker

# How long before an event its programme is published.
AHEAD = timedelta(days=40)
CONSENT_WORDS = "by-mail"
PORTRAITS = MEDIA / "foredragsholdere"


def seed() -> None:
    for name in event_names():
        files = read_event(name)
        occurrence = occurrence_of(name) if files.sessions else None
        if occurrence and not occurrence.programme_versions.exists():
            with transaction.atomic():
                _Programme(occurrence, files).publish()


class _Programme:
    """One event's rooms, speakers and sessions, as its file has them."""

    def __init__(self, occurrence: Occurrence, files: EventFile) -> None:
        self.occurrence, self.files = occurrence, files
        at = min(clock.now() - timedelta(days=10), occurrence.starts_at - AHEAD)
        by = User.objects.get(email=demo.COORDINATOR.email)
        self.who: dict[str, Any] = {"by": by, "at": at}
        self.same: dict[str, Any] = {"occurrence": occurrence, **self.who}

    def publish(self) -> None:
        about = self.files.programme
        rooms = [set_room(name=one["name"], seats=one.get("seats"), **self.same) for one in about.get("rooms", [])]
        self.rooms = {room.name: room for room in rooms}
        self.tracks = {key: set_track(names=names, **self.same) for key, names in about.get("tracks", {}).items()}
        self.speakers = {key: self._speaker(one) for key, one in self.files.speakers.items()}
        sessions = [self._session(one) for one in self.files.sessions]
        publish_programme(**self.same)
        for one in self.files.materials:
            self._hand_out(one, {session.titles["nb"]: session for session in sessions})

    def _speaker(self, one: Raw) -> Speaker:
        biographies: dict[str, str] = {language: one[language] for language in ("nb", "sv") if language in one}
        profile = Profile(one["name"], organisation=one["organisation"], biographies=biographies)
        speaker = give_consent(speaker=add_speaker(profile=profile, **self.same), words=CONSENT_WORDS, **self.who)
        if photo := one.get("photo"):
            speaker = set_photo(speaker=speaker, content=(PORTRAITS / photo).read_bytes(), **self.who)
        return speaker

    def _session(self, one: Raw) -> Session:
        starts, ends = self._moments(one)
        telling = Telling(
            titles=one["title"],
            descriptions=one.get("text", {}),
            kind=one.get("kind", SessionKind.TALK),
            track=self.tracks.get(one.get("track", "")),
        )
        parts = [Part(self.speakers[one["chair"]], SpeakerRole.CHAIR)] if "chair" in one else []
        parts += [Part(self.speakers[key]) for key in one.get("speakers", [])]
        slot = Slot(starts, ends, room=self.rooms.get(one.get("room", "")))
        return add_session(slot=slot, telling=telling, parts=parts, **self.same)

    def _moments(self, one: Raw) -> tuple[datetime, datetime]:
        """On the clock of its day, or counted from when the event begins."""
        begins, zone = self.occurrence.starts_at, self.occurrence.zone
        if "after" in one:
            starts = begins + timedelta(minutes=one["after"])
            return starts, starts + timedelta(minutes=one["minutes"])
        day = begins.astimezone(zone).date() + timedelta(days=one["day"] - 1)
        from_, to = (time.fromisoformat(text.replace(".", ":")) for text in one["time"].split("-"))
        return moments_of(day, from_, zone)[0], moments_of(day, to, zone)[0]

    def _hand_out(self, one: Raw, sessions: Mapping[str, Session]) -> None:
        more = self.same | {"at": self.occurrence.ends_at, "title": one["title"]}
        more["session"] = sessions.get(one.get("session", ""))
        more["terms"] = Terms(access=one.get("access", MaterialAccess.ATTENDEES))
        if "url" in one:
            add_link(url=one["url"], **more)
        else:
            content = (FILES / one["file"]).read_bytes()
            add_file(upload=SimpleUploadedFile(one["file"], content, "application/pdf"), **more)
