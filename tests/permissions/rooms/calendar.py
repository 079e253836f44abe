"""Who may reach what of feeds and calendar tokens."""

from typing import Any

from django.core import signing

from events.calendar.domain.joining import SALT
from events.enums import Mode, PlaceMode, SeriesKind
from tests.factories.events import make_category, make_occurrence, make_place, make_series

from ..saying import EVERYBODY, NOBODY, SIGNED_IN, Line, line

LINES: tuple[Line, ...] = (
    line(
        EVERYBODY,
        *("/calendar/", "/calendar/all.ics", "/calendar/kind/<slug:kind>.ics"),
        *("/calendar/network/<uuid:key>.ics", "/calendar/occurrence/<uuid:uid>.ics"),
        why="What everybody may know of; calendar programs cannot sign in.",
    ),
    line(
        EVERYBODY,
        "/calendar/me/<str:token>.ics",
        why="One person's days, for who has the address; it can be taken back.",
        finds_nothing=True,
    ),
    line(EVERYBODY, "/join/<str:token>/", why="The way into an online meeting, for guests by their mail."),
    line(EVERYBODY, "/places/<str:token>/calendar.ics", why="Whoever holds the link of a ticket: its day, as a file."),
    line(NOBODY, "/events/<uuid:uid>/join/", why="Only who has an online place there."),
    line(SIGNED_IN, "/me/calendar/", why="One's own address for calendar programs."),
)
# As VALUES in ../world.py: what to put into these addresses.
VALUES: list[tuple[str, dict[str, Any]]] = [
    ("/calendar/kind/*", {"kind": lambda world: SeriesKind.NETWORK.value}),
    ("/calendar/network/*", {"key": lambda world: world.calendar_place.occurrence.series.key}),
    ("/calendar/occurrence/*", {"uid": lambda world: world.calendar_place.occurrence.uid}),
    ("/calendar/me/*", {"token": lambda world: "x" * 32}),
    ("/events/<uuid:uid>/join/", {"uid": lambda world: world.calendar_place.occurrence.uid}),
    ("/join/*", {"token": lambda world: signing.Signer(salt=SALT).sign(world.calendar_place.code)}),
]


def furnish(world: Any) -> None:
    """Make one of everything, so that every address leads somewhere."""
    occurrence = make_occurrence(make_series(SeriesKind.NETWORK), mode=Mode.ONLINE, venue="")
    world.calendar_place = make_place(make_category(occurrence, mode=PlaceMode.ONLINE))
