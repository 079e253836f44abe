"""The clock of a table: it runs from the start, and stands still while the table or a crisis pause stops it."""

from datetime import datetime

from cms import clock

from .enums import Pace, RunState
from .models import RunInject, TabletopRun
from .script import Script


def elapsed(run: TabletopRun, *, at: datetime) -> float:
    """Seconds on the table's clock. The enrolment is the leader's: a pause of their organisation stops it."""
    since = run.clock_since
    if since is None or at <= since:
        return run.clock_seconds
    paused = clock.paused_seconds(organisation_id=run.enrolment.organisation_id, since=since, until=at)
    return run.clock_seconds + (at - since).total_seconds() - paused


def stands_still(run: TabletopRun, *, at: datetime) -> bool:
    return run.clock_since is None or crisis_pauses(run, at=at)


def crisis_pauses(run: TabletopRun, *, at: datetime) -> bool:
    return clock.timers_paused(organisation_id=run.enrolment.organisation_id, at=at)


def is_due(run: TabletopRun, current: RunInject, script: Script, *, chosen: str, at: datetime) -> bool:
    """Whether the time of what follows has come. After the last inject nothing comes by itself: the table goes on to
    its debrief when it has decided.
    """
    if run.pace != Pace.TIMED or run.state != RunState.RUNNING or stands_still(run, at=at):
        return False
    if script.waits_for_choice(current.inject_key) and not chosen:
        return False
    following = script.after(current.inject_key, chosen)
    if following is None:
        return False
    counted = current.clock_at if script.block["counted_from"] == "previous" else 0
    return elapsed(run, at=at) >= counted + 60 * float(following["minutes"] or 0)
