"""Who may reach what of the door."""

from datetime import timedelta
from typing import Any

from cms import clock
from events.door.domain.presence import check_report
from events.door.domain.surveys import plan_survey
from events.door.models import AttendanceAward
from tests.factories.door import make_day, make_guest, scan
from tests.factories.surveys import make_survey, publish

from ..saying import COORDINATORS, DOOR_STAFF, EVERYBODY, Line, line

AT_THE_DOOR = COORDINATORS | {DOOR_STAFF}

LINES: tuple[Line, ...] = (
    line(EVERYBODY, "/check-in/worker.js", why="A script without content, for doors that lose their connection."),
    line(
        EVERYBODY, "/places/<str:token>/ticket.pdf", why="Whoever holds the link of a ticket, until it changes hands."
    ),
    line(
        COORDINATORS,
        *("/check-in/<uuid:uid>/attendance/*", "/check-in/<uuid:uid>/badges/", "/check-in/<uuid:uid>/online/*"),
        "/check-in/<uuid:uid>/certificates/*",
        why="Who came, and what follows from it.",
    ),
    line(COORDINATORS, "/admin/events/after/*", why="How many came, and surveys of those who did."),
    line(
        EVERYBODY,
        "/surveys/answer/<str:token>/*",
        why="Guests who came, by the link in their mail.",
        finds_nothing=True,
    ),
    line(AT_THE_DOOR, "/check-in/*", why="Door staff find the doors of these days only."),
)
# As VALUES in ../world.py: what to put into these addresses.
VALUES: list[tuple[str, dict[str, Any]]] = [
    ("/check-in/<uuid:uid>/undo/*", {"pk": lambda world: world.checked_in.pk}),
    ("/check-in/<uuid:uid>/attendance/*", {"pk": lambda world: world.checked_in.place_id}),
    ("/check-in/<uuid:uid>/online/*", {"pk": lambda world: world.presence_report.pk}),
    ("/check-in/<uuid:uid>/certificates/*", {"pk": lambda world: world.attendance_award.pk}),
    ("/check-in/<uuid:uid>/give-back/*", {"pk": lambda world: world.checked_in.place_id}),
    ("/admin/events/after/<int:pk>/survey/<int:part>/*", {"part": lambda world: world.planned_survey.pk}),
    ("/admin/events/after/*", {"pk": lambda world: world.door.pk}),
    ("/surveys/answer/*", {"token": lambda world: "x" * 32}),
    ("/check-in/*", {"uid": lambda world: world.door.uid}),
]


def furnish(world: Any) -> None:
    """Make one of everything, so that every address leads somewhere."""
    now, by = clock.now(), world.people["coordinator"]
    world.door = make_day(starts_at=now - timedelta(hours=1))
    world.checked_in = scan(make_guest(world.door), at=now)
    world.presence_report = check_report(occurrence=world.door, people=[], by=by, at=now)
    survey = make_survey()
    publish(survey)
    world.planned_survey = plan_survey(occurrence=world.door, survey=survey, ask_at=now, by=by, at=now)
    world.attendance_award = AttendanceAward.objects.create(
        occurrence=world.door, title="Fagdag", basis_text="Deltok", state="finished", started_at=now, moved_at=now
    )
