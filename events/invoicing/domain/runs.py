"""All of an occurrence invoiced in the background: started by a coordinator, carried on by the worker.

Each booking is a transaction of its own, and what it got is written on its line: a worker that is lost loses nothing,
and two of them make one invoice.
"""

import time
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from cms import audit, clock
from cms.long_work import claimed, without_worker
from cms.people.models import User
from events.domain.bookings import InvoiceDetailsMissing
from events.models import Occurrence

from ..enums import RunProblem, RunState
from ..models import InvoiceRun, InvoiceRunLine
from ..seller import SellerIncomplete, invoice_settings, seller_of
from .invoices import NotHeld, NothingToInvoice, VatInForeignMoney, VatNotRegistered, invoice_booking
from .proposals import mark_of_proposals, proposals_of
from .shown import ChangedSinceShown, refuse_other

SLICE = timedelta(seconds=15)
BATCH = 25
PROBLEMS: dict[type[Exception], RunProblem] = {
    NothingToInvoice: RunProblem.NOTHING,
    NotHeld: RunProblem.NOTHING,
    InvoiceDetailsMissing: RunProblem.PAYER,
    VatNotRegistered: RunProblem.VAT,
    VatInForeignMoney: RunProblem.VAT,
    ChangedSinceShown: RunProblem.CHANGED,
}


class AlreadyRunning(Exception):
    """This occurrence is being invoiced right now."""


def start_run(*, occurrence: Occurrence, shown: str, by: User | None, at: datetime) -> InvoiceRun:
    """Have all that is left of an occurrence invoiced, as it was `shown` (`mark_of_proposals`).

    Raises SellerIncomplete, NothingToInvoice, ChangedSinceShown, AlreadyRunning.
    """
    seller_of(invoice_settings())
    try:
        with transaction.atomic():
            return _start(occurrence, shown, by=by, at=at)
    except IntegrityError:
        raise AlreadyRunning from None


def _start(occurrence: Occurrence, shown: str, *, by: User | None, at: datetime) -> InvoiceRun:
    proposals = proposals_of(occurrence)
    if not proposals:
        raise NothingToInvoice
    refuse_other(shown, now=mark_of_proposals(proposals))
    run = InvoiceRun.objects.create(occurrence=occurrence, by=by, started_at=at, moved_at=at)
    lines = [InvoiceRunLine(run=run, booking=one.booking, shown=one.mark) for one in proposals]
    InvoiceRunLine.objects.bulk_create(lines, batch_size=500)
    audit.record(run, action="invoicing.run", by=by, at=at, lines=len(lines))
    _enqueue(run.pk)
    return run


def advance_run(*, run_id: int, at: datetime) -> bool:
    """Invoice a slice; say whether more is left. Safe to call at any time, and again."""
    run = _claim(run_id, at=at)
    if run is None:
        return False
    until = time.monotonic() + SLICE.total_seconds()
    while lines := list(_waiting(run_id)[:BATCH]):
        for line in lines:
            if not _invoice_line(run, line):
                return False
        InvoiceRun.objects.filter(pk=run_id).update(moved_at=clock.now(), attempts=1)
        if time.monotonic() >= until:
            InvoiceRun.objects.filter(pk=run_id).update(attempts=0)
            return True
    InvoiceRun.objects.filter(pk=run_id, state=RunState.RUNNING).update(
        state=RunState.FINISHED, finished_at=clock.now(), attempts=0
    )
    return False


def stale_runs(*, at: datetime) -> list[int]:
    """Runs whose worker was lost."""
    return without_worker(InvoiceRun.objects.filter(state=RunState.RUNNING), at=at)


def _claim(run_id: int, *, at: datetime) -> InvoiceRun | None:
    """Take it for this worker, when no other moves it. One that keeps failing is given up."""
    running = InvoiceRun.objects.filter(state=RunState.RUNNING)
    if not claimed(running, run_id, failed=RunState.FAILED, at=at):
        return None
    return InvoiceRun.objects.select_related("by").get(pk=run_id)


def _invoice_line(run: InvoiceRun, line: InvoiceRunLine) -> bool:
    """One booking. False where nobody can be invoiced any more: the seller's details were taken away meanwhile."""
    waiting = InvoiceRunLine.objects.filter(pk=line.pk, invoice__isnull=True, problem="")
    try:
        with transaction.atomic():
            invoice = invoice_booking(booking=line.booking, shown=line.shown or None, by=run.by, at=clock.now())
            waiting.update(invoice=invoice)
    except SellerIncomplete:
        InvoiceRun.objects.filter(pk=run.pk).update(state=RunState.FAILED)
        return False
    except tuple(PROBLEMS) as error:
        waiting.update(problem=PROBLEMS[type(error)])
    return True


def _waiting(run_id: int) -> QuerySet[InvoiceRunLine]:
    rows = InvoiceRunLine.objects.filter(run=run_id, problem="", invoice__isnull=True)
    return rows.select_related("booking").order_by("pk")


def _enqueue(run_id: int) -> None:
    from ..tasks import advance

    transaction.on_commit(lambda: advance.delay(run_id), robust=True)
