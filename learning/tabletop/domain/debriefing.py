"""The debrief: what the table says of itself, what it will do differently, and handing it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cms import audit
from cms.people.models import User
from learning.domain.enrolments import EnrolmentEnded
from learning.domain.progress import LessonLocked, UnknownItem, finish_tabletop

from ..enums import RunState
from ..models import DebriefAnswer, ImprovementPoint, Participant, TabletopRun
from ..queries import script_of_run
from .playing import MAX_TEXT, TextTooLong
from .table import RunIsOver, leader_of, locked, move

MAX_POINTS = 50


class StillOpen(Exception):
    """Questions of the debrief that have no answer, by id."""

    def __init__(self, questions: list[str]) -> None:
        super().__init__(*questions)
        self.questions = questions


class TooManyPoints(Exception):
    """More than MAX_POINTS improvement points."""


@dataclass(frozen=True)
class NewPoint:
    text: str
    owner: str
    due_on: date


@transaction.atomic
def save_debrief(
    *, run: TabletopRun, answers: Mapping[str, str], point: NewPoint | None = None, by: User, at: datetime
) -> TabletopRun:
    """Keep what the leader writes for the table; writing again replaces it. A point that is there already is one.

    Raises OnlyTheLeader, RunIsOver, TextTooLong, TooManyPoints.
    """
    table = _in_debrief(run, by)
    _keep(table, answers, at=at)
    if point:
        _add(table, point, at=at)
    return table


@transaction.atomic
def drop_point(*, run: TabletopRun, point: int, by: User, at: datetime) -> TabletopRun:
    """Take an improvement point off the list, as long as the debrief is not handed in. Raises as `save_debrief`."""
    table = _in_debrief(run, by)
    table.points.filter(pk=point).delete()
    return table


@transaction.atomic
def finish_run(
    *, run: TabletopRun, answers: Mapping[str, str], point: NewPoint | None = None, by: User, at: datetime
) -> TabletopRun:
    """Hand the debrief in: the run is finished, and the tabletop done for everybody who is still at the table.

    It is the table's debrief and not each one's: they were in the discussion it sums up, and who had to write it anew
    at home would not. Raises StillOpen, and as `save_debrief`.
    """
    table = _in_debrief(run, by)
    _keep(table, answers, at=at)
    if point:
        _add(table, point, at=at)
    given = dict(table.answers.exclude(text="").values_list("question", "text"))
    if left := [one["id"] for one in script_of_run(table).questions if one["id"] not in given]:
        raise StillOpen(left)
    move(table, RunState.FINISHED, at=at)
    present = table.participants.filter(left_at=None).select_related("enrolment").order_by("enrolment_id")
    done = sum(_do(table, one, by=by, at=at) for one in present)
    audit.record(table, action="tabletop.finish", by=by, at=at, done=done)
    return table


def _do(run: TabletopRun, participant: Participant, *, by: User, at: datetime) -> bool:
    """The tabletop done for one of them; not for who has withdrawn meanwhile, or stands on a release without it."""
    try:
        with transaction.atomic():
            finish_tabletop(
                enrolment=participant.enrolment,
                lesson_key=run.lesson_key,
                item_key=run.item_key,
                run=run.pk,
                by=by,
                at=at,
            )
    except (UnknownItem, LessonLocked, EnrolmentEnded):
        return False
    return True


def _in_debrief(run: TabletopRun, by: User) -> TabletopRun:
    table = locked(run)
    leader_of(table, by)
    if table.state != RunState.DEBRIEF:
        raise RunIsOver(table.pk)
    return table


def _keep(run: TabletopRun, answers: Mapping[str, str], *, at: datetime) -> None:
    for question in script_of_run(run).questions:
        text = answers.get(question["id"])
        if text is None:
            continue
        if len(text) > MAX_TEXT:
            raise TextTooLong(len(text))
        values = {"text": text.replace("\x00", "").strip(), "saved_at": at}
        DebriefAnswer.objects.update_or_create(run=run, question=question["id"], defaults=values)


def _add(run: TabletopRun, point: NewPoint, *, at: datetime) -> None:
    if run.points.count() >= MAX_POINTS:
        raise TooManyPoints(run.pk)
    ImprovementPoint.objects.get_or_create(
        run=run,
        text=point.text,
        owner=point.owner,
        due_on=point.due_on,
        defaults={"organisation_id": run.enrolment.organisation_id, "written_at": at},
    )


# --- Sharing -------------------------------------------------------------------------------------------


@transaction.atomic
def share_note(*, run: TabletopRun, shared: bool, by: User, at: datetime) -> TabletopRun:
    """Let the teachers of the course read the after-action note, or no longer. Raises OnlyTheLeader, RunIsOver."""
    table = locked(run)
    leader_of(table, by)
    if table.state != RunState.FINISHED:
        raise RunIsOver(table.pk)
    if (table.shared_at is not None) != shared:
        table.shared_at = at if shared else None
        table.save(update_fields=["shared_at"])
        audit.record(table, action="tabletop.share" if shared else "tabletop.unshare", by=by, at=at)
    return table
