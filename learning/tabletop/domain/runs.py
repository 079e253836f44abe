"""Sitting down at a table, and leaving it: start a run, join it, leave it, stop it."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cms import audit
from cms.people.models import User
from learning.domain.progress import sit_down
from learning.enums import ItemKind
from learning.models import Enrolment

from ..enums import OPEN_STATES, Pace, RunMode, RunState
from ..models import Participant, RunInject, TabletopRun
from ..queries import script_of
from ..script import Script
from .table import OnlyTheLeader, leader_of, locked, move, seat

# Without signs that are taken for one another when they are read aloud or off a wall.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6


class NoSuchTable(Exception):
    """No table of this tabletop that is under way has this code."""


@transaction.atomic
def start_run(
    *, enrolment: Enrolment, lesson_key: UUID, item_key: str, mode: RunMode, pace: Pace, by: User, at: datetime
) -> TabletopRun:
    """Open a table, led by this enrolment, with the first inject on it. Where one is open already, that one is meant.

    A story without minutes cannot be timed: it goes step by step. Raises UnknownItem, LessonLocked, EnrolmentEnded.
    """
    desk = sit_down(enrolment)
    desk.item(lesson_key, item_key, ItemKind.TABLETOP)
    under_way = TabletopRun.objects.filter(enrolment=desk.enrolment, item_key=item_key, state__in=OPEN_STATES)
    if found := under_way.first():
        return found
    script = script_of(desk.enrolment.release, lesson_key, item_key, "")
    run = TabletopRun(
        enrolment=desk.enrolment,
        release=desk.enrolment.release,
        lesson_key=lesson_key,
        item_key=item_key,
        mode=mode,
        pace=pace if script.is_timed else Pace.STEPPED,
        started_at=at,
        clock_since=at,
    )
    _written(run, script, by=by, at=at)
    audit.record(run, action="tabletop.start", by=by, at=at, course=desk.enrolment.course_id, mode=str(mode))
    return run


def _written(run: TabletopRun, script: Script, *, by: User, at: datetime) -> None:
    run.code = _new_code() if run.is_group else ""
    run.save()
    _sit(run, run.enrolment, by=by, at=at, is_leader=True)
    RunInject.objects.create(run=run, number=1, inject_key=script.first["key"], shown_at=at)


def _new_code() -> str:
    """Six signs, nine hundred million codes; the constraint has the last word."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return _new_code() if TabletopRun.objects.filter(code=code).exists() else code


def _sit(run: TabletopRun, enrolment: Enrolment, *, by: User, at: datetime, is_leader: bool = False) -> Participant:
    return Participant.objects.create(
        run=run,
        user=by,
        enrolment=enrolment,
        organisation_id=enrolment.organisation_id,
        is_leader=is_leader,
        joined_at=at,
    )


@transaction.atomic
def join_run(
    *, code: str, enrolment: Enrolment, lesson_key: UUID, item_key: str, by: User, at: datetime
) -> TabletopRun:
    """Sit down at somebody's table, by its code. Who sits there already, or comes back, has one place.

    Everybody with an enrolment in the course may, on whatever release that has this tabletop; the table stays in the
    story it was begun in. Raises NoSuchTable, UnknownItem, LessonLocked, EnrolmentEnded.
    """
    known = TabletopRun.objects.filter(
        code=tidy(code), item_key=item_key, enrolment__course=enrolment.course_id, state__in=OPEN_STATES
    )
    found = known.exclude(code="").first()
    run = locked(found) if found else None
    if run is None or not run.is_open:
        raise NoSuchTable
    # After the run, as when a debrief is handed in: whoever locks both does it in this order.
    sit_down(enrolment).item(lesson_key, item_key, ItemKind.TABLETOP)
    if not run.participants.filter(user=by).update(left_at=None):
        _sit(run, enrolment, by=by, at=at)
        audit.record(run, action="tabletop.join", by=by, at=at)
    return run


def tidy(code: str) -> str:
    """A code as somebody types it."""
    return "".join(sign for sign in code.upper() if sign in ALPHABET)[:CODE_LENGTH]


@transaction.atomic
def leave_run(*, run: TabletopRun, by: User, at: datetime) -> Participant:
    """Get up from the table. What one said stays on it; the tabletop is not done for who is not there at the end.

    The leader stops the run instead: raises OnlyTheLeader. Raises NotAtTheTable.
    """
    found = seat(locked(run), by)
    if found.is_leader:
        raise OnlyTheLeader(run.pk)
    found.left_at = at
    found.save(update_fields=["left_at"])
    return found


@transaction.atomic
def stop_run(*, run: TabletopRun, by: User, at: datetime) -> TabletopRun:
    """End a run that will not be finished. What was decided stays; nothing is done by it. Raises RunIsOver,
    OnlyTheLeader.
    """
    table = locked(run)
    leader_of(table, by)
    move(table, RunState.STOPPED, at=at)
    audit.record(table, action="tabletop.stop", by=by, at=at)
    return table
