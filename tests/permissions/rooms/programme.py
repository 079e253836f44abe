"""Who may reach what of programmes, speakers and materials."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from events.enums import OccurrenceState
from events.models import Occurrence
from events.programme.domain.materials import Terms, add_link
from events.programme.domain.publishing import publish_programme
from events.programme.domain.rooms import set_room, set_track
from events.programme.domain.sessions import Part, Slot, Telling, add_session
from events.programme.domain.speakers import Profile, add_speaker, give_consent
from events.programme.links import speaker_token
from tests.factories.events import make_occurrence

from ..saying import EVERYBODY, Line, line

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

LINES: tuple[Line, ...] = (
    line(
        EVERYBODY,
        *("/events/<uuid:uid>/programme/", "/events/<uuid:uid>/programme.pdf", "/events/<uuid:uid>/now/"),
        "/events/<uuid:uid>/speakers/*",
        why="The published programme, of what one may know of; speakers who have said yes.",
    ),
    line(
        EVERYBODY,
        "/events/<uuid:uid>/materials/*",
        why="What is open to everybody; the rest is found by those who came, by account or by their place's link.",
    ),
    line(EVERYBODY, "/speaking/*", why="A speaker's own page, opened by their signed link."),
)


def _only(part: str, world: Any) -> int:
    """The number of the only one there is."""
    found: int = getattr(world.spoken, f"{part}s").get().pk
    return found


# As VALUES in ../world.py: what to put into these addresses.
VALUES: list[tuple[str, dict[str, Any]]] = [
    ("/events/<uuid:uid>/speakers/*", {"key": lambda world: world.spoken.speakers.get().key}),
    ("/events/<uuid:uid>/materials/*", {"key": lambda world: world.spoken.materials.get().key}),
    *(
        (f"/events/<uuid:uid>/{part}", {"uid": lambda world: world.spoken.uid})
        for part in ("programme/", "programme.pdf", "now/", "speakers/*", "materials/*")
    ),
    (
        "/speaking/*",
        {
            "token": lambda world: speaker_token(world.spoken.speakers.get()),
            "key": lambda world: world.spoken.materials.get().key,
        },
    ),
    *(
        (
            f"/admin/events/<int:pk>/{part}s/*",
            {
                "pk": lambda world: world.spoken.pk,
                "part": partial(_only, part),
            },
        )
        for part in ("session", "room", "track", "speaker", "material")
    ),
]


def furnish(world: Any) -> None:
    """A programme with one of each part, whose speaker has handed in a link for everybody."""
    who: dict[str, Any] = {"by": None, "at": AT}
    starts = datetime(2099, 2, 25, 9, 0, tzinfo=UTC)
    spoken: Occurrence = make_occurrence(starts_at=starts, state=OccurrenceState.ANNOUNCED)
    world.spoken = spoken
    room = set_room(occurrence=spoken, name="Storsalen", **who)
    track = set_track(occurrence=spoken, names={"nb": "Strøm"}, **who)
    speaker = add_speaker(occurrence=spoken, profile=Profile("Kari Brekke"), **who)
    give_consent(speaker=speaker, **who)
    slot = Slot(spoken.starts_at, spoken.ends_at, room)
    telling = Telling({"nb": "Når lyset går"}, track=track)
    add_session(occurrence=spoken, slot=slot, telling=telling, parts=[Part(speaker)], **who)
    publish_programme(occurrence=spoken, **who)
    terms = Terms("everybody", AT)
    link = add_link(occurrence=spoken, url="https://example.org/", speaker=speaker, terms=terms, **who)
    spoken.materials.filter(pk=link.pk).update(shown_since=AT)
