"""Who may reach what of signing up, and of what takes place as visitors see it."""

from typing import Any

from ..saying import EVERYBODY, Line, line

LINES: tuple[Line, ...] = (
    line(EVERYBODY, "/events/", "/events.json", why="What visitors may know of; the feed holds nobody's own."),
    line(
        EVERYBODY,
        "/events/<uuid:uid>/",
        why="Public occurrences; drafts and meetings for members alone are not found by others.",
    ),
)
# As VALUES in ../world.py: what to put into these addresses.
VALUES: list[tuple[str, dict[str, Any]]] = [
    ("/events/<uuid:uid>/", {"uid": lambda world: world.coming.uid}),
]


def furnish(world: Any) -> None:
    """Make one of everything, so that every address leads somewhere."""
