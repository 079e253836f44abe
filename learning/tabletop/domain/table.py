"""What every verb at a table shares: the locked run, and who is asking."""

from datetime import datetime

from cms.people.models import User

from ..enums import RUN_MOVES, RunState
from ..models import Participant, TabletopRun


class NotAtTheTable(Exception):
    """The person has no place at this table, or has left it."""


class OnlyTheLeader(Exception):
    """The leader of the table does this."""


class RunIsOver(Exception):
    """The run is finished or stopped, or past what was asked for."""


def locked(run: TabletopRun) -> TabletopRun:
    """The run, locked, with its release and its leader's enrolment."""
    rows = TabletopRun.objects.select_for_update(of=("self",)).select_related("release", "enrolment")
    return rows.defer("release__outline").get(pk=run.pk)


def seat(run: TabletopRun, by: User) -> Participant:
    """Raises NotAtTheTable."""
    found = run.participants.filter(user=by, left_at=None).first()
    if found is None:
        raise NotAtTheTable(run.pk)
    return found


def leader_of(run: TabletopRun, by: User) -> Participant:
    """The seat, if it leads the table. Raises OnlyTheLeader and NotAtTheTable."""
    found = seat(run, by)
    if not found.is_leader:
        raise OnlyTheLeader(run.pk)
    return found


def move(run: TabletopRun, state: RunState, *, at: datetime) -> None:
    """Move a locked run along the table of states, and close its door and its clock. Raises RunIsOver."""
    if state not in RUN_MOVES[run.state]:
        raise RunIsOver(run.pk)
    run.state, run.clock_since = state, None
    if not run.is_open:
        run.code, run.finished_at = "", at
    run.save(update_fields=["state", "clock_since", "clock_seconds", "code", "finished_at"])
