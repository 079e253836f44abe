"""Moving people from one release to a later one: decided by a person, done in the background, batch by batch.

Each batch is one transaction that also moves `last_id` on, under a lock on the run's row: a worker that is killed
loses at most a batch, and two workers never move the same people. What a batch does stands in moving.py.
"""

import time
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cms import audit, clock
from cms.people.models import User

from ..enums import MOVES_UNDER_WAY, EnrolmentState, MoveState
from ..models import CourseRelease, Enrolment, MoveRun
from ..policies import ReleasePolicy
from .moving import Tally, move_batch
from .offering import offer_batch

# A run that has not moved on for so long has lost its worker.
STALE = timedelta(minutes=2)
# A worker does so much of a run at a time, so that mail need not wait for it.
SLICE = timedelta(seconds=15)
MAX_ATTEMPTS = 5


class MoveUnderWay(Exception):
    """The people of this release are being moved already."""


class NotLater(Exception):
    """People are moved to a later release of the same course, never back and never across."""


@transaction.atomic
def plan_move(
    *, from_release: CourseRelease, release: CourseRelease, policy: ReleasePolicy, by: User | None, at: datetime
) -> MoveRun | None:
    """Have the people of one release moved to a later one; None when nobody is to be moved or written to.

    Raises NotLater and MoveUnderWay.
    """
    if from_release.course_id != release.course_id or from_release.number >= release.number:
        raise NotLater(release.number)
    if not policy.moves_anybody and not policy.offers_update:
        return None
    run = _written(from_release, release, policy, by=by, at=at)
    values = {"moved_from": from_release.number, "moved_to": release.number, **policy.as_json()}
    audit.record(run, action="learning.plan_move", by=by, at=at, **values)
    _enqueue(run.pk)
    return run


def _written(
    from_release: CourseRelease, release: CourseRelease, policy: ReleasePolicy, *, by: User | None, at: datetime
) -> MoveRun:
    try:
        with transaction.atomic():
            return MoveRun.objects.create(
                from_release=from_release,
                release=release,
                not_started=policy.not_started,
                under_way=policy.under_way,
                offers_update=policy.offers_update,
                total=Enrolment.objects.filter(release=from_release, state=EnrolmentState.ACTIVE).count(),
                by=by,
                planned_at=at,
                moved_at=at,
            )
    except IntegrityError:
        raise MoveUnderWay(from_release.number) from None


def waiting_moves(*, at: datetime) -> list[int]:
    """Runs whose turn it is and that no worker has in hand."""
    return list(_free(at=at).order_by("planned_at", "pk").values_list("pk", flat=True))


def advance_move(*, run_id: int, at: datetime) -> bool:
    """Move a slice of people; say whether more are left. Safe to call at any time, and again."""
    if not _claimed(run_id, at=at):
        return False
    until = time.monotonic() + SLICE.total_seconds()
    while _step(run_id):
        if time.monotonic() >= until:
            MoveRun.objects.filter(pk=run_id).update(attempts=0)
            return True
    return False


# --- One worker at a time ----------------------------------------------------------------------------


def _free(*, at: datetime) -> QuerySet[MoveRun]:
    """Runs under way without a worker. An earlier run of the same course goes first: people move step by step."""
    earlier = MoveRun.objects.filter(
        state__in=MOVES_UNDER_WAY, release__course=OuterRef("release__course"), pk__lt=OuterRef("pk")
    )
    alone = Q(attempts=0) | Q(moved_at__lte=at - STALE)
    return MoveRun.objects.filter(alone, ~Exists(earlier), state__in=MOVES_UNDER_WAY)


def _claimed(run_id: int, *, at: datetime) -> bool:
    """Take the run for this worker, when no other moves it. One that keeps failing is given up."""
    free = MoveRun.objects.filter(pk__in=_free(at=at).filter(pk=run_id).values("pk"))
    if free.filter(attempts__gte=MAX_ATTEMPTS).update(state=MoveState.FAILED):
        return False
    return bool(free.update(attempts=F("attempts") + 1, moved_at=at))


# --- Step by step ------------------------------------------------------------------------------------


@transaction.atomic
def _step(run_id: int) -> bool:
    """Do one batch, or go on to what comes next; say whether there is more to do."""
    run, at = _locked(run_id), clock.now()
    if not run.is_working:
        return False
    batch = move_batch if run.state == MoveState.MOVING else offer_batch
    tally = batch(run, at=at)
    if tally.last_id:
        _count(run, tally, at=at)
        return True
    return _go_on(run, at=at)


def _locked(run_id: int) -> MoveRun:
    rows = MoveRun.objects.select_for_update(of=("self",)).select_related("from_release", "release__course", "by")
    return rows.defer("from_release__outline", "release__outline").get(pk=run_id)


def _count(run: MoveRun, tally: Tally, *, at: datetime) -> None:
    run.last_id = tally.last_id
    run.done += tally.done
    run.moved += tally.moved
    run.stayed += tally.stayed
    run.completed += tally.completed
    run.offered += tally.offered
    run.moved_at = at
    run.save(update_fields=["last_id", "done", "moved", "stayed", "completed", "offered", "moved_at"])


def _go_on(run: MoveRun, *, at: datetime) -> bool:
    """Everybody is moved: write to those who have completed, if so decided; else it is finished."""
    if run.state == MoveState.MOVING and run.offers_update:
        run.state, run.last_id, run.moved_at = MoveState.OFFERING, 0, at
        run.save(update_fields=["state", "last_id", "moved_at"])
        return True
    run.state, run.finished_at, run.attempts = MoveState.FINISHED, at, 0
    run.save(update_fields=["state", "finished_at", "attempts"])
    counts = {name: getattr(run, name) for name in ("moved", "stayed", "completed", "offered")}
    audit.record(run, action="learning.finish_move", by=run.by, at=at, **counts)
    for later in MoveRun.objects.filter(release__course=run.release.course, state__in=MOVES_UNDER_WAY):
        _enqueue(later.pk)
    return False


def _enqueue(run_id: int) -> None:
    from ..tasks import advance_move as task

    transaction.on_commit(lambda: task.delay(run_id), robust=True)
