"""Who may reach what of exhibitors."""

from datetime import UTC, datetime
from typing import Any

from events.exhibitors.domain.tasks import set_task
from events.exhibitors.links import page_token, scan_url
from tests.factories.exhibitors import make_exhibitor, make_fair, make_package

from ..saying import EVERYBODY, Line, line

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
STARTS = datetime(2099, 2, 25, 9, 0, tzinfo=UTC)

LINES: tuple[Line, ...] = (
    line(EVERYBODY, "/events/<uuid:uid>/stand/*", why="Applying for a stand, at what one may know of."),
    line(
        EVERYBODY,
        "/exhibiting/*",
        why="An exhibitor's own page with its leads, and scanning for it: each opened by a signed link of its own.",
    ),
    line(
        EVERYBODY,
        "/places/<str:token>/exhibitors/",
        why="What a visitor shares with exhibitors: by the link of their own place, and nobody else's.",
    ),
)
# As VALUES in ../world.py: what to put into these addresses.
VALUES: list[tuple[str, dict[str, Any]]] = [
    ("/events/<uuid:uid>/stand/*", {"uid": lambda world: world.fair.uid}),
    ("/exhibiting/scan/*", {"token": lambda world: scan_url(world.exhibitor).split("/")[-2]}),
    (
        "/exhibiting/*",
        {"token": lambda world: page_token(world.exhibitor), "pk": lambda world: world.exhibitor.tasks.get().pk},
    ),
    (
        "/admin/events/<int:pk>/exhibitors/*",
        {"pk": lambda world: world.fair.pk, "part": lambda world: world.exhibitor.pk},
    ),
    (
        "/admin/events/<int:pk>/exhibitor-packages/*",
        {"pk": lambda world: world.fair.pk, "part": lambda world: world.exhibitor.package_id},
    ),
    (
        "/admin/events/<int:pk>/exhibitor-tasks/*",
        {"pk": lambda world: world.fair.pk, "part": lambda world: world.fair.fair_tasks.get().pk},
    ),
]


def furnish(world: Any) -> None:
    """A conference with a package, a task and one exhibitor."""
    world.fair = make_fair(starts_at=STARTS)
    set_task(occurrence=world.fair, titles={"nb": "Send logo"}, due_date=STARTS.date(), by=None, at=AT)
    world.exhibitor = make_exhibitor(make_package(world.fair), by=world.people["coordinator"])
