"""Reads used more than once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from cms.people.models import Organisation
from learning.models import CourseRelease
from learning.outline import outline_of
from learning.queries import lesson_blocks

from .enums import RunState
from .models import Decision, ImprovementPoint, Participant, RunInject, TabletopRun
from .script import Script


def script_of(release: CourseRelease, lesson_key: UUID, item_key: str, language: str) -> Script:
    """The story as a release tells it, in a language if the release holds it."""
    language = outline_of(release).language_for(language)
    block_id = item_key.split(":", 1)[1]
    return Script(next(block for block in lesson_blocks(release, lesson_key, language) if block["id"] == block_id))


def script_of_run(run: TabletopRun, language: str = "") -> Script:
    return script_of(run.release, run.lesson_key, run.item_key, language)


def seat_of(user: Any, *, course_id: int, lesson_key: UUID, key: UUID) -> Participant | None:
    """Somebody's place at a table, with the run; None for whoever has none there, or has left. One query."""
    seats = Participant.objects.filter(
        user=user, left_at=None, run__key=key, run__lesson_key=lesson_key, run__enrolment__course=course_id
    )
    return seats.select_related("run__release", "run__enrolment__course").defer("run__release__outline").first()


def runs_of(user: Any, item_key: str) -> list[Participant]:
    """The places somebody has had at tables of a tabletop, newest first, with the runs."""
    seats = Participant.objects.filter(user=user, left_at=None, run__item_key=item_key).select_related("run")
    return list(seats.order_by("-run__started_at", "-pk"))


def decisions_of(run: TabletopRun) -> list[Decision]:
    """Everything decided and said at a table, in order, with who did. One query."""
    rows = Decision.objects.filter(inject__run=run).select_related("participant__user", "organisation")
    return list(rows.order_by("at", "pk"))


def decided(inject: RunInject) -> Decision | None:
    """What the table has decided last at an inject: its leader's word."""
    return inject.decisions.filter(participant__is_leader=True).order_by("-number").first()


def current_inject(run: TabletopRun) -> RunInject:
    return run.injects.order_by("-number")[:1].get()


def runs_of_course(course_id: int) -> QuerySet[TabletopRun]:
    return TabletopRun.objects.filter(enrolment__course=course_id).select_related("enrolment")


# --- For rooms above -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Point:
    """An improvement point as a plain fact; `run` is the key of the tabletop run it came out of."""

    pk: int
    run: UUID
    course: str
    organisation_id: int | None
    text: str
    owner: str
    due_on: date
    decided_at: datetime | None


def improvement_points(organisations: Iterable[Organisation]) -> list[Point]:
    """What tables of these organisations have decided to do differently, the nearest first. One query."""
    rows = ImprovementPoint.objects.filter(organisation__in=list(organisations), run__state=RunState.FINISHED).order_by(
        "due_on", "pk"
    )
    columns = ("pk", "run__key", "run__enrolment__course__title", "organisation_id", "text", "owner", "due_on")
    return [Point(*row) for row in rows.values_list(*columns, "run__finished_at")]
