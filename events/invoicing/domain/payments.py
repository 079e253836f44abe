"""Writing down the money that comes in and goes back. Rows are added, and taken back by rows against them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from cms import audit, clock
from cms.people.models import User
from events.vat import rounded

from ..balances import balance_of
from ..enums import PaymentSource
from ..models import Invoice, Payment, Refund
from .credits import lock_invoice


class WrongAmount(Exception):
    """It is nothing, less than nothing, or not in whole øre."""


class InTheFuture(Exception):
    """Nobody knows yet what is paid tomorrow."""


class ReferenceUsed(Exception):
    """Money with this reference is written down already."""


class TakenBackAlready(Exception):
    """The payment is taken back, or is itself what took another back."""


class MoreThanPaid(Exception):
    """More cannot go back than was paid too much; `most` can."""

    def __init__(self, most: Decimal) -> None:
        super().__init__(most)
        self.most = most


@dataclass(frozen=True)
class Money:
    """How much, when, where it came in, and what the bank or provider calls it."""

    amount: Decimal
    on: date
    source: str = PaymentSource.BANK
    reference: str = ""
    note: str = ""
    # Drawn when the form is shown: sent twice, it is written down once.
    key: UUID = field(default_factory=uuid4)


@transaction.atomic
def register_payment(*, invoice: Invoice, money: Money, by: User | None, at: datetime) -> Payment:
    """Write down that money came in. Raises WrongAmount, InTheFuture and ReferenceUsed."""
    locked = lock_invoice(invoice)
    if earlier := Payment.objects.filter(key=money.key, invoice=locked).first():
        return earlier
    _refuse(money, at=at)
    reference = money.reference.strip()
    payment = Payment(
        key=money.key,
        invoice=locked,
        amount=money.amount,
        paid_on=money.on,
        source=money.source,
        reference=reference,
        turn=_turn(money.source, reference),
        note=money.note.strip()[:300],
        by=by,
        at=at,
    )
    try:
        with transaction.atomic():
            payment.save()
    except IntegrityError:
        raise ReferenceUsed from None
    audit.record(locked, action="invoicing.pay", by=by, at=at, payment=payment.pk, amount=str(payment.amount))
    return payment


@transaction.atomic
def take_back_payment(*, payment: Payment, note: str, by: User | None, at: datetime) -> Payment:
    """Take a payment back that was written down wrongly, by a row against it. Raises TakenBackAlready."""
    locked = lock_invoice(payment.invoice)
    if payment.takes_back_id or Payment.objects.filter(takes_back=payment).exists():
        raise TakenBackAlready
    counter = Payment.objects.create(
        invoice=locked,
        amount=-payment.amount,
        paid_on=payment.paid_on,
        source=payment.source,
        reference=payment.reference,
        note=note.strip()[:300],
        takes_back=payment,
        by=by,
        at=at,
    )
    audit.record(locked, action="invoicing.take_back", by=by, at=at, payment=payment.pk)
    return counter


@transaction.atomic
def register_refund(*, invoice: Invoice, money: Money, by: User | None, at: datetime) -> Refund:
    """Write down that money went back. Raises WrongAmount, InTheFuture, MoreThanPaid and ReferenceUsed."""
    locked = lock_invoice(invoice)
    if earlier := Refund.objects.filter(key=money.key, invoice=locked).first():
        return earlier
    _refuse(money, at=at)
    most = max(Decimal(0), -balance_of(locked).left)
    if money.amount > most:
        raise MoreThanPaid(most)
    refund = Refund(
        key=money.key,
        invoice=locked,
        amount=money.amount,
        refunded_on=money.on,
        reference=money.reference.strip(),
        note=money.note.strip()[:300],
        by=by,
        at=at,
    )
    try:
        with transaction.atomic():
            refund.save()
    except IntegrityError:
        raise ReferenceUsed from None
    audit.record(locked, action="invoicing.refund", by=by, at=at, refund=refund.pk, amount=str(refund.amount))
    return refund


def _refuse(money: Money, *, at: datetime) -> None:
    if money.amount <= 0 or money.amount != rounded(money.amount):
        raise WrongAmount(money.amount)
    if money.on > clock.local_date(at):
        raise InTheFuture(money.on)


def _turn(source: str, reference: str) -> int:
    if not reference:
        return 0
    return Payment.objects.filter(takes_back__source=source, takes_back__reference=reference).count()
