"""Enrolling people of an organisation by its contact person: a list is checked, started, and worked off in batches.

Each batch is one transaction under a lock on the list's row: a worker that is killed loses at most a batch, and two
workers never enrol the same people.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from cms import audit
from cms.long_work import claimed, without_worker
from cms.people.models import Organisation, User
from learning.domain.enrolments import AlreadyEnrolled, EnrolmentEnded, enrol_many, withdraw
from learning.enums import EnrolmentState
from learning.gates.entry import missing_for
from learning.models import Course, Enrolment

from ..enums import LineReason, ListState
from ..list_lines import Line, members_among, sort_lines, states_in
from ..mails import enrolled_for_organisation
from ..models import EnrolmentList, ListLine
from ..ways import ClosedForNew, WayNotOpen, refuse_closed, ways_of

BATCH = 50
COLLISIONS = 3


class NotChecked(Exception):
    """It can be started once."""


class NobodyToEnrol(Exception):
    """No line of it is right."""


def refuse_contacts(course: Course) -> None:
    """Raise ClosedForNew or WayNotOpen where contact persons cannot enrol anybody."""
    if not refuse_closed(course).by_contacts:
        raise WayNotOpen(course.slug)


@transaction.atomic
def check_list(
    *, course: Course, organisation: Organisation, lines: list[Line], ticked: bool = False, by: User, at: datetime
) -> EnrolmentList:
    """Write down whom the lines would enrol, and why the others would not; nobody is enrolled yet. `ticked` says that
    they are people who were ticked, not lines of a file.

    Raises ClosedForNew, WayNotOpen.
    """
    refuse_contacts(course)
    sort_lines(lines, course=course, organisation=organisation, at=at)
    who: dict[str, Any] = {"by": by, "made_at": at, "moved_at": at}
    record = EnrolmentList.objects.create(course=course, organisation=organisation, ticked=ticked, **who)
    ListLine.objects.bulk_create(
        (
            ListLine(
                record=record,
                row=line.row,
                user=line.user,
                reason=line.reason,
                column=line.column if line.reason else "",
                value=line.value if line.reason else "",
            )
            for line in lines
        ),
        batch_size=1000,
    )
    audit.record(record, action="joining.check_list", by=by, at=at, course=course.pk, organisation=organisation.pk)
    return record


@transaction.atomic
def start_list(*, record: EnrolmentList, by: User, at: datetime) -> EnrolmentList:
    """Have everybody in it enrolled whose line is right. Raises NotChecked, NobodyToEnrol, ClosedForNew, WayNotOpen."""
    record = EnrolmentList.objects.select_for_update(of=("self",)).select_related("course").get(pk=record.pk)
    if record.state != ListState.CHECKED:
        raise NotChecked
    refuse_contacts(record.course)
    if not record.lines.filter(reason="").exists():
        raise NobodyToEnrol
    record.state, record.moved_at, record.by = ListState.RUNNING, at, by
    record.save(update_fields=["state", "moved_at", "by"])
    audit.record(record, action="joining.start_list", by=by, at=at, course=record.course_id)
    _enqueue(record.pk)
    return record


def waiting_lists(*, at: datetime) -> list[int]:
    """Lists whose worker was lost."""
    return without_worker(EnrolmentList.objects.filter(state=ListState.RUNNING), at=at)


def advance_list(*, list_id: int, at: datetime) -> bool:
    """Enrol a batch; say whether more are left. Safe to call at any time, and again.

    When one of the batch begins by themselves just then, it is looked at again.
    """
    if not _claimed(list_id, at=at):
        return False
    for attempt in range(1, COLLISIONS + 1):
        try:
            return _batch(list_id, at=at)
        except AlreadyEnrolled:
            if attempt == COLLISIONS:
                raise
    return False


def _claimed(list_id: int, *, at: datetime) -> bool:
    """Take the list for this worker, when no other has it. One that keeps failing is given up."""
    running = EnrolmentList.objects.filter(state=ListState.RUNNING)
    return claimed(running, list_id, failed=ListState.FAILED, at=at)


@transaction.atomic
def _batch(list_id: int, *, at: datetime) -> bool:
    related = ("course__current_release", "organisation", "by")
    rows = EnrolmentList.objects.select_for_update(of=("self",)).select_related(*related)
    record = rows.get(pk=list_id)
    if record.state != ListState.RUNNING:
        return False
    waiting = record.lines.filter(reason="", enrolment__isnull=True, user__isnull=False)
    lines = list(waiting.select_related("user").order_by("row")[:BATCH])
    if lines:
        _enrol(record, lines, at=at)
    more = len(lines) == BATCH
    record.state = ListState.RUNNING if more else ListState.FINISHED
    record.attempts, record.moved_at, record.finished_at = 0, at, None if more else at
    record.save(update_fields=["state", "attempts", "moved_at", "finished_at"])
    return more


def _enrol(record: EnrolmentList, lines: list[ListLine], *, at: datetime) -> None:
    """What was true when the list was checked may not be now."""
    _look_again(record, lines, at=at)
    good = {line.user_id: line for line in lines if not line.reason and line.user}
    learners = [line.user for line in good.values() if line.user]
    made = enrol_many(course=record.course, learners=learners, organisation=record.organisation, by=record.by, at=at)
    for enrolment in made:
        good[enrolment.learner_id].enrolment = enrolment
        enrolled_for_organisation(enrolment, sender=record.by, at=at)
    ListLine.objects.bulk_update(lines, ["reason", "column", "enrolment"])


def _look_again(record: EnrolmentList, lines: list[ListLine], *, at: datetime) -> None:
    ids = {line.user_id for line in lines if line.user_id}
    members, states = members_among(ids, record.organisation, at=at), states_in(record.course, ids)
    ways = ways_of(record.course)
    closed = ways.is_closed or not ways.by_contacts or record.course.current_release is None
    for line in lines:
        if closed:
            line.reason = LineReason.CLOSED
        elif line.user_id not in members:
            line.reason = LineReason.NOT_MEMBER
        elif line.user_id in states:
            active = states[line.user_id] == EnrolmentState.ACTIVE
            line.reason = LineReason.TAKES_IT if active else LineReason.COMPLETED
        elif line.user and missing_for(record.course, line.user, at, organisation_id=record.organisation_id):
            line.reason = LineReason.GATE


@transaction.atomic
def withdraw_for_organisation(*, enrolment: Enrolment, by: User, at: datetime) -> Enrolment:
    """Let a contact person take back an enrolment they, or another of their organisation, made.

    Raises EnrolmentEnded, also for one that was not made so.
    """
    lists = ListLine.objects.filter(enrolment=enrolment, record__organisation=enrolment.organisation_id)
    if not lists.exists():
        raise EnrolmentEnded(enrolment.pk)
    return withdraw(enrolment=enrolment, by=by, at=at)


def _enqueue(list_id: int) -> None:
    from ..tasks import advance

    transaction.on_commit(lambda: advance.delay(list_id), robust=True)


__all__ = [
    "ClosedForNew",
    "NobodyToEnrol",
    "NotChecked",
    "WayNotOpen",
    "advance_list",
    "check_list",
    "refuse_contacts",
    "start_list",
    "waiting_lists",
    "withdraw_for_organisation",
]
