"""Who may reach what of exhibitors."""

from typing import Any

from ..saying import Line

LINES: tuple[Line, ...] = ()
# As VALUES in ../world.py: what to put into these addresses.
VALUES: list[tuple[str, dict[str, Any]]] = []


def furnish(world: Any) -> None:
    """Make one of everything, so that every address leads somewhere."""
