"""Waiving what is not asked of one learner, or opening what is closed to them; and taking that back.

Each is a fact of the enrolment, so that progress rebuilt from facts is the same. What stands behind it (reason,
evidence, who) is the waiver's own row.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from cms import audit
from cms.people.models import User

from ...domain.enrolments import EnrolmentEnded
from ...domain.progress import Desk, complete, sit_down
from ...enums import EnrolmentState, ItemStatus, Verb
from ...models import ActivityFact, Certificate, Course, CourseState, Enrolment, ItemState
from ...outline import outline_of
from ..enums import OPENING, Waived
from ..evidence import check_file, plain_name
from ..models import Waiver, WaiverRevocation
from ..queries import entry_waiver
from ..rules import may_waive
from .targets import NothingToWaive, keys_to_waive, opening_of


class MayNotWaive(Exception):
    """Those who teach or own the course waive in it."""


class EvidenceMissing(Exception):
    """A waiver names what it rests on: a file, a certificate of the learner's, or where the evidence is found."""


class NotTheirs(Exception):
    """The certificate belongs to somebody else."""


class TooLate(Exception):
    """The course is completed, or the waiver was taken back before."""


@dataclass(frozen=True)
class Grounds:
    """Why something is waived, and on what evidence: at least one of `file`, `certificate` and `reference`."""

    reason: str
    explanation: str = ""
    file: Any = None
    certificate: Certificate | None = None
    reference: str = ""

    def check(self, learner: User) -> None:
        """Raise EvidenceMissing, EvidenceRefused or NotTheirs."""
        if not (self.file or self.certificate or self.reference.strip()):
            raise EvidenceMissing
        if self.certificate and self.certificate.holder_id != learner.pk:
            raise NotTheirs(self.certificate.number)
        if self.file:
            check_file(self.file)

    def as_fields(self) -> dict[str, Any]:
        named = {"file": self.file, "file_name": plain_name(self.file.name)} if self.file else {}
        return {
            "reason": self.reason,
            "explanation": self.explanation.strip(),
            "certificate": self.certificate,
            "reference": self.reference.strip(),
            **named,
        }


@transaction.atomic
def waive(
    *, enrolment: Enrolment, what: str, target: str = "", grounds: Grounds, by: User | None, at: datetime
) -> Waiver:
    """Let something count as done for one learner, or open it; complete the course when nothing else is left.

    `target` is the key of an item, lesson or module; for the whole course nothing. An attempt more at a quiz is given
    in the same way. Raises MayNotWaive, EvidenceMissing, EvidenceRefused, NotTheirs, UnknownItem, NothingToWaive,
    TooLate and EnrolmentEnded.
    """
    desk = _desk(enrolment, by, at=at)
    grounds.check(desk.enrolment.learner)
    outline = desk.standing.outline
    keys = [] if what in OPENING else keys_to_waive(outline, what, target, desk.standing.done)
    opens = [opening_of(desk.standing, what, target)] if what in OPENING else []
    if not keys and not set(opens) - desk.standing.opened:
        raise NothingToWaive(target)
    waiver = Waiver.objects.create(
        course=desk.enrolment.course,
        learner=desk.enrolment.learner,
        enrolment=desk.enrolment,
        what=what,
        target=target,
        keys=keys,
        opens=opens,
        given_at=at,
        given_by=by,
        **grounds.as_fields(),
    )
    _take_down(desk, waiver, by=by, at=at)
    audit.record(
        waiver, action="gates.waive", by=by, at=at, enrolment=desk.enrolment.pk, what=what, reason=grounds.reason
    )
    return waiver


@transaction.atomic
def waive_entry(*, course: Course, learner: User, grounds: Grounds, by: User | None, at: datetime) -> Waiver:
    """Let a person begin a course whose gate is closed to them.

    Raises MayNotWaive, EvidenceMissing, EvidenceRefused, NotTheirs, and NothingToWaive when they may begin already.
    """
    if by and not may_waive(by, course, at=at):
        raise MayNotWaive
    grounds.check(learner)
    Course.objects.select_for_update().get(pk=course.pk)
    if entry_waiver(course, learner):
        raise NothingToWaive(course.slug)
    waiver = Waiver.objects.create(
        course=course, learner=learner, what=Waived.ENTRY, given_at=at, given_by=by, **grounds.as_fields()
    )
    audit.record(waiver, action="gates.waive", by=by, at=at, course=course.pk, what=waiver.what, reason=grounds.reason)
    return waiver


@transaction.atomic
def revoke_waiver(*, waiver: Waiver, reason: str = "", by: User | None, at: datetime) -> WaiverRevocation:
    """Ask for it again. What the learner did meanwhile stays done. Raises MayNotWaive, TooLate and EnrolmentEnded."""
    if waiver.enrolment is None:
        if by and not may_waive(by, waiver.course, at=at):
            raise MayNotWaive
        Course.objects.select_for_update().get(pk=waiver.course_id)
        return _revoked(waiver, reason, by=by, at=at)
    desk = _desk(waiver.enrolment, by, at=at)
    revocation = _revoked(waiver, reason, by=by, at=at)
    _take_up(desk, waiver, by=by, at=at)
    return revocation


def _desk(enrolment: Enrolment, by: User | None, *, at: datetime) -> Desk:
    """The learner's desk, locked, while the course is under way."""
    if by and not may_waive(by, enrolment.course, at=at):
        raise MayNotWaive
    desk = sit_down(enrolment, at=at)
    if desk.enrolment.state == EnrolmentState.COMPLETED:
        raise TooLate(enrolment.pk)
    if not desk.enrolment.is_active:
        raise EnrolmentEnded(enrolment.pk)
    # Joined with the locked row while we waited for it, it may be older than what the other has written.
    state = CourseState.objects.get(enrolment=desk.enrolment)
    desk.enrolment.course_state = state
    return replace(desk, standing=replace(desk.standing, opened=frozenset(state.opened)))


def _revoked(waiver: Waiver, reason: str, *, by: User | None, at: datetime) -> WaiverRevocation:
    if WaiverRevocation.objects.filter(waiver=waiver).exists():
        raise TooLate(waiver.pk)
    revocation = WaiverRevocation.objects.create(waiver=waiver, reason=reason.strip(), at=at, by=by)
    audit.record(waiver, action="gates.revoke_waiver", by=by, at=at, what=waiver.what)
    return revocation


# --- Taking it down ----------------------------------------------------------------------------------


def _write_fact(desk: Desk, verb: Verb, waiver: Waiver, *, by: User | None, at: datetime) -> None:
    value = {"waiver": waiver.pk, "items": waiver.keys, "opens": waiver.opens, "reason": waiver.reason}
    ActivityFact.objects.create(
        enrolment=desk.enrolment, verb=verb, client_id=f"{verb}:{waiver.pk}", value=value, at=at, by=by
    )


def _take_down(desk: Desk, waiver: Waiver, *, by: User | None, at: datetime) -> None:
    """The fact, the states, and the completion where nothing is left. Tries at a quiz are not forgotten."""
    _write_fact(desk, Verb.WAIVED, waiver, by=by, at=at)
    begun = [key for key in waiver.keys if key in desk.states]
    desk.enrolment.item_states.filter(item_key__in=begun).update(status=ItemStatus.WAIVED, done_at=at)
    ItemState.objects.bulk_create(
        ItemState(enrolment=desk.enrolment, item_key=key, status=ItemStatus.WAIVED, done_at=at)
        for key in waiver.keys
        if key not in desk.states
    )
    done = desk.standing.done | set(waiver.keys)
    opened = desk.standing.opened | set(waiver.opens)
    waived = desk.standing.waived | set(waiver.keys)
    _bring_up_to_date(desk, done, opened, waived, by=by, at=at)


def _take_up(desk: Desk, waiver: Waiver, *, by: User | None, at: datetime) -> None:
    """Only what is still waived is asked for again: what was done meanwhile stays done."""
    _write_fact(desk, Verb.UNWAIVED, waiver, by=by, at=at)
    still = desk.enrolment.item_states.filter(item_key__in=waiver.keys, status=ItemStatus.WAIVED)
    back = frozenset(still.values_list("item_key", flat=True))
    still.filter(attempts__gt=0).update(status=ItemStatus.UNDER_WAY, done_at=None)
    still.filter(attempts=0).delete()
    opened = desk.standing.opened - set(waiver.opens)
    _bring_up_to_date(desk, desk.standing.done - back, opened, desk.standing.waived - back, by=by, at=at)


def _bring_up_to_date(
    desk: Desk,
    done: frozenset[str],
    opened: frozenset[str],
    waived: frozenset[str],
    *,
    by: User | None,
    at: datetime,
) -> None:
    outline = outline_of(desk.enrolment.release)
    state, required = desk.enrolment.course_state, outline.required_keys
    state.done, state.required, state.opened = len(required & done), len(required), sorted(opened)
    changed = ["done", "required", "opened"]
    if required and required <= done:
        complete(desk.enrolment, outline=outline, waived=waived, by=by, at=at)
        changed.append("first_completed_at")
    state.save(update_fields=changed)
