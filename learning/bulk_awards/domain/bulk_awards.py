"""Awarding to a list: checked without awarding anything, started by a person, carried on by the worker."""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms import audit, clock
from cms.long_work import claimed, without_worker
from cms.people.models import User
from cms.people.queries import organisation_acted_for

from ...domain.certificates import Basis, award_certificate
from ...models import Certificate
from ...months import months_later
from ..enums import BulkState, LineProblem
from ..models import BulkAward, BulkAwardLine
from ..reader import Written

SLICE = timedelta(seconds=15)
BATCH = 25


class NotChecked(Exception):
    """It is started once, after it has been checked."""


class NobodyToAward(Exception):
    """Every line is refused."""


@dataclass(frozen=True)
class Award:
    """What the certificate says."""

    title: str
    kind: str
    basis_text: str
    outcome: str = ""
    hours: Decimal | None = None
    valid_months: int | None = None

    @property
    def reference(self) -> str:
        """The same for the same thing, however often it is uploaded."""
        words = "\0".join((self.kind, self.title.strip().casefold(), self.basis_text.strip().casefold()))
        return hashlib.sha256(words.encode()).hexdigest()[:24]


# --- The check -----------------------------------------------------------------------------------------


@transaction.atomic
def check_bulk_award(*, award: Award, people: Sequence[Written], by: User, at: datetime) -> BulkAward:
    """Keep the list, each line with the person it names or why it earns nothing. Awards nothing. Four queries."""
    record = BulkAward.objects.create(
        title=award.title,
        kind=award.kind,
        basis_text=award.basis_text,
        outcome=award.outcome,
        hours=award.hours,
        valid_months=award.valid_months,
        reference=award.reference,
        by=by,
        checked_at=at,
        moved_at=at,
    )
    users = {user.email: user for user in User.objects.filter(email__in={one.email for one in people})}
    keys = [basis_key(record, user) for user in users.values()]
    held = set(
        Certificate.objects.filter(basis_kind=record.kind, basis_key__in=keys).values_list("basis_key", flat=True)
    )
    seen: set[int] = set()
    BulkAwardLine.objects.bulk_create((_line(record, one, users, held, seen) for one in people), batch_size=500)
    audit.record(record, action="bulk_awards.check", by=by, at=at, lines=len(people))
    return record


def _line(record: BulkAward, written: Written, users: dict[str, User], held: set[str], seen: set[int]) -> BulkAwardLine:
    user = users.get(written.email)
    problem = _problem(record, written, user, held, seen)
    if user and not problem:
        seen.add(user.pk)
    return BulkAwardLine(award=record, row=written.row, email=written.email, user=user, problem=problem)


def _problem(record: BulkAward, written: Written, user: User | None, held: set[str], seen: set[int]) -> str:
    if not written.email:
        return LineProblem.NO_ADDRESS
    if user is None:
        return LineProblem.UNKNOWN
    if not user.is_active:
        return LineProblem.CLOSED
    if user.pk in seen:
        return LineProblem.TWICE
    return LineProblem.HAS_IT if basis_key(record, user) in held else ""


def basis_key(record: BulkAward, user: User) -> str:
    return f"list-{record.reference}:{user.pk}"


# --- The award -----------------------------------------------------------------------------------------


@transaction.atomic
def start_bulk_award(*, record: BulkAward, by: User, at: datetime) -> BulkAward:
    """Have everybody in the list awarded who can be. Raises NotChecked, NobodyToAward."""
    record = BulkAward.objects.select_for_update().get(pk=record.pk)
    if record.state != BulkState.CHECKED:
        raise NotChecked
    if not _waiting(record.pk).exists():
        raise NobodyToAward
    record.state, record.started_at, record.moved_at, record.by = BulkState.RUNNING, at, at, by
    record.save(update_fields=["state", "started_at", "moved_at", "by"])
    audit.record(record, action="bulk_awards.start", by=by, at=at)
    _enqueue(record.pk)
    return record


def advance_bulk_award(*, award_id: int, at: datetime) -> bool:
    """Award to a slice of the list; say whether more is left. Safe to call at any time, and again."""
    record = _claim(award_id, at=at)
    if record is None:
        return False
    until = time.monotonic() + SLICE.total_seconds()
    while lines := list(_waiting(award_id).select_related("user")[:BATCH]):
        for line in lines:
            _award_line(record, line)
        # Something came of it, so this is not what kills its worker.
        BulkAward.objects.filter(pk=award_id).update(moved_at=clock.now(), attempts=1)
        if time.monotonic() >= until:
            BulkAward.objects.filter(pk=award_id).update(attempts=0)
            return True
    _finish(award_id)
    return False


def waiting_bulk_awards(*, at: datetime) -> list[int]:
    """Awards whose worker was lost."""
    return without_worker(BulkAward.objects.filter(state=BulkState.RUNNING), at=at)


def _claim(award_id: int, *, at: datetime) -> BulkAward | None:
    """Take the list for this worker, when no other moves it. One that keeps failing is given up."""
    running = BulkAward.objects.filter(state=BulkState.RUNNING)
    if not claimed(running, award_id, failed=BulkState.FAILED, at=at):
        return None
    return BulkAward.objects.select_related("by").get(pk=award_id)


@transaction.atomic
def _award_line(record: BulkAward, line: BulkAwardLine) -> None:
    """One person, in a transaction of their own; who lost their account meanwhile is passed by."""
    at, user = clock.now(), line.user
    if user is None or not user.is_active:
        BulkAwardLine.objects.filter(pk=line.pk).update(problem=LineProblem.CLOSED)
        return
    certificate = award_certificate(
        holder=user,
        basis=Basis(record.kind, basis_key(record, user), record.basis_text),
        title=record.title,
        outcome=record.outcome,
        hours=record.hours,
        valid_until=months_later(timezone.localdate(at), record.valid_months),
        organisation=organisation_acted_for(user, on=timezone.localdate(at)),
        by=record.by,
        at=at,
    )
    BulkAwardLine.objects.filter(pk=line.pk).update(certificate=certificate)


@transaction.atomic
def _finish(award_id: int) -> None:
    record, at = BulkAward.objects.select_for_update().get(pk=award_id), clock.now()
    if record.state != BulkState.RUNNING:
        return
    record.state, record.finished_at, record.attempts = BulkState.FINISHED, at, 0
    record.save(update_fields=["state", "finished_at", "attempts"])
    # Who is awarded is known by the certificate; the address was only the way there.
    record.lines.filter(certificate__isnull=False).update(email="")
    awarded = record.lines.filter(certificate__isnull=False).count()
    audit.record(record, action="bulk_awards.finish", by=record.by, at=at, awarded=awarded)


def _waiting(award_id: int) -> QuerySet[BulkAwardLine]:
    return BulkAwardLine.objects.filter(award=award_id, problem="", certificate__isnull=True).order_by("row")


def _enqueue(award_id: int) -> None:
    from ..tasks import advance

    transaction.on_commit(lambda: advance.delay(award_id), robust=True)
