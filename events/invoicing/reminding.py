"""Reminding of invoices that are overdue: by the steps of the settings, each once; never in a crisis.

While somebody has to decide about a place of an invoice (given back, called off), no clock asks anybody to pay for it.
"""

from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone

from cms import audit, clock
from cms.people.models import User

from . import mails
from .balances import balance_of, in_state, with_balance
from .domain.credits import lock_invoice
from .enums import InvoiceState
from .models import Invoice, InvoicedPlace, InvoiceSettings, Reminder
from .queries import places_to_credit
from .seller import invoice_settings

# Invoices looked at in one run; the next run goes on.
MOST_AT_ONCE = 200


class NotOverdue(Exception):
    """Nothing is left to pay, or it is not due yet."""


class RemindedAlready(Exception):
    """Every step of the settings is taken."""


class NoAddress(Exception):
    """There is no e-mail to write to: whoever it was is erased, or never gave one."""


def steps_of(settings: InvoiceSettings) -> list[int]:
    """Days after it was due of each reminder, in order; what is left empty is none."""
    days = (settings.first_reminder, settings.second_reminder, settings.third_reminder)
    return sorted({one for one in days if one})


def remind_overdue(*, at: datetime) -> int:
    """Write to everybody whose turn it is; say to how many. Safe to run twice: a step is a row that is unique."""
    steps = steps_of(invoice_settings())
    if not steps:
        return 0
    today = clock.local_date(at)
    rows = in_state(with_balance(Invoice.objects.all()), InvoiceState.OVERDUE, on=today)
    rows = rows.filter(due_on__lte=today - timedelta(days=steps[0])).exclude(pk__in=_undecided())
    rows = rows.exclude(recipient_email="")
    rows = rows.annotate(taken=Count("reminders")).filter(taken__lt=len(steps)).order_by(F("taken"), "due_on", "pk")
    ids = list(rows.values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(remind_in_turn(invoice_id=pk, steps=steps, at=at) for pk in ids)


@transaction.atomic
def remind_in_turn(*, invoice_id: int, steps: list[int], at: datetime) -> bool:
    """Take the next step if its day has come. A pause moves the day by as long as it lasted."""
    invoice = lock_invoice(Invoice(pk=invoice_id))
    taken = invoice.reminders.count()
    if taken >= len(steps) or clock.timers_paused(organisation_id=invoice.organisation_id, at=at):
        return False
    if _day_of(invoice, steps[taken], at=at) > at or not _is_overdue(invoice, at=at):
        return False
    if _undecided().filter(line__invoice=invoice).exists():
        return False
    last = invoice.reminders.order_by("-step").first()
    if last and last.at + timedelta(days=steps[taken] - steps[taken - 1]) > at:
        return False
    _remind(invoice, taken + 1, by=None, at=at)
    return True


@transaction.atomic
def remind(*, invoice: Invoice, by: User | None, at: datetime) -> Reminder:
    """Take the next step now, because staff say so. Raises NoAddress, NotOverdue and RemindedAlready."""
    locked = lock_invoice(invoice)
    if not locked.recipient_email:
        raise NoAddress
    if not _is_overdue(locked, at=at):
        raise NotOverdue
    taken = locked.reminders.count()
    if taken >= max(1, len(steps_of(invoice_settings()))):
        raise RemindedAlready
    return _remind(locked, taken + 1, by=by, at=at)


def _remind(invoice: Invoice, step: int, *, by: User | None, at: datetime) -> Reminder:
    try:
        with transaction.atomic():
            reminder = Reminder.objects.create(invoice=invoice, step=step, at=at)
    except IntegrityError:
        raise RemindedAlready from None
    mails.reminded(reminder, at=at)
    audit.record(invoice, action="invoicing.remind", by=by, at=at, step=step)
    return reminder


def _undecided() -> QuerySet[InvoicedPlace, int]:
    """Ids of invoices with places that are to be credited, or kept."""
    return places_to_credit().order_by().values_list("line__invoice", flat=True)


def _is_overdue(invoice: Invoice, *, at: datetime) -> bool:
    return balance_of(invoice).state(clock.local_date(at)) == InvoiceState.OVERDUE


def _day_of(invoice: Invoice, days: int, *, at: datetime) -> datetime:
    day = invoice.due_on + timedelta(days=days)
    deadline = datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
    return clock.deadline_after_pauses(
        organisation_id=invoice.organisation_id, since=invoice.issued_at, deadline=deadline, at=at
    )
