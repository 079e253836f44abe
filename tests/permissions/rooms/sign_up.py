"""Who may reach what of signing up, and of what takes place as visitors see it."""

from datetime import UTC, datetime
from typing import Any

from events.codes import token_hash, token_of
from events.place_links import place_token, share_token
from tests.factories.events import make_booking, make_category, make_occurrence, make_place

from ..saying import EVERYBODY, SIGNED_IN, Line, line

LINES: tuple[Line, ...] = (
    line(EVERYBODY, "/events/", "/events.json", why="What visitors may know of; the feed holds nobody's own."),
    line(
        EVERYBODY,
        "/events/<uuid:uid>/",
        why="Public occurrences; drafts and meetings for members alone are not found by others.",
    ),
    line(EVERYBODY, "/events/<uuid:uid>/sign-up/", why="Guests sign up too."),
    line(
        EVERYBODY,
        "/events/<uuid:uid>/signed-up/",
        why="What came of it: signed, without anybody's name, for this occurrence alone.",
        finds_nothing=True,
    ),
    line(
        EVERYBODY,
        *("/bookings/<str:token>/*", "/bookings/fill/<str:token>/"),
        why="Whoever holds the secret link of a booking; without it there is nothing.",
    ),
    line(
        EVERYBODY,
        *("/places/<str:token>/", "/places/<str:token>/come/"),
        why="Whoever holds the link of a ticket, until it changes hands.",
    ),
    line(SIGNED_IN, "/me/bookings/", why="What one has booked, and where one comes."),
)
# As VALUES in ../world.py: what to put into these addresses.
VALUES: list[tuple[str, dict[str, Any]]] = [
    ("/events/<uuid:uid>/", {"uid": lambda world: world.coming.uid}),
    ("/events/<uuid:uid>/sign-up/", {"uid": lambda world: world.coming_booking.occurrence.uid}),
    ("/events/<uuid:uid>/signed-up/", {"uid": lambda world: world.coming_booking.occurrence.uid}),
    ("/bookings/fill/*", {"token": lambda world: share_token(world.coming_booking)}),
    ("/bookings/*", {"token": lambda world: token_of(world.coming_booking), "pk": lambda world: world.coming_named.pk}),
    ("/places/*", {"token": lambda world: place_token(world.coming_named)}),
]


def furnish(world: Any) -> None:
    """A booking of two places, one of them named."""
    category = make_category(make_occurrence(starts_at=datetime(2099, 3, 4, 9, 0, tzinfo=UTC)))
    world.coming_booking = make_booking(category.occurrence)
    world.coming_booking.token_hash = token_hash(token_of(world.coming_booking))
    world.coming_booking.save()
    world.coming_named = make_place(category, booking=world.coming_booking)
    make_place(category, booking=world.coming_booking, name="", email="")
