"""Taking invoices back, whole or in part. An invoice is never edited: what is wrong is credited and made anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Sum

from cms import audit, clock
from cms.people.models import User
from events.enums import PlaceState

from .. import mails
from ..amounts import Amounts, part_of, total
from ..enums import PaperKind
from ..models import CreditedPlace, CreditLine, CreditNote, Invoice, InvoicedPlace, InvoiceLine, KeptCharge
from .numbers import next_number
from .papers import keep_later


class NothingToCredit(Exception):
    """No line is named, or all of it is credited already."""


class MoreThanTheLine(Exception):
    """So many of a line cannot be credited; `left` can."""

    def __init__(self, line: InvoiceLine, left: int) -> None:
        super().__init__(line.pk, left)
        self.line, self.left = line, left


class OfAnotherInvoice(Exception):
    """A line is not on this invoice."""


class ReasonMissing(Exception):
    """That somebody pays for a place they gave back must have a reason."""


class DecidedAlready(Exception):
    """The place is credited, or kept, already."""


@dataclass(frozen=True)
class Part:
    line_id: int
    quantity: int


@transaction.atomic
def credit(
    *,
    invoice: Invoice,
    parts: Sequence[Part],
    reason: str,
    waives: bool = False,
    key: UUID | None = None,
    by: User | None,
    at: datetime,
) -> CreditNote:
    """Credit so many of each line named. Places that were given back, or have another price now, are taken first.
    Unless it `waives` them, those that live are to be invoiced again.

    The same form (`key`) sent twice is one credit note. Raises NothingToCredit, MoreThanTheLine and OfAnotherInvoice.
    """
    locked = lock_invoice(invoice)
    if key and (earlier := CreditNote.objects.filter(key=key, invoice=locked).first()):
        return earlier
    wanted = _wanted(parts)
    lines = {line.pk: line for line in locked.lines.all()}
    if not wanted.keys() <= lines.keys():
        raise OfAnotherInvoice
    before = credited_quantities(lines)
    taken = [(lines[pk], quantity, _amounts(lines[pk], before.get(pk, 0), quantity)) for pk, quantity in wanted.items()]
    if not taken:
        raise NothingToCredit
    note = _write(locked, taken, reason, waives=waives, key=key or uuid4(), by=by, at=at)
    about = {"number": note.shown_number, "invoice": locked.shown_number, "waives": waives}
    audit.record(note, action="invoicing.credit", by=by, at=at, **about)
    mails.credit_issued(note, at=at)
    keep_later(note)
    return note


def credit_whole(*, invoice: Invoice, reason: str, waives: bool = False, by: User | None, at: datetime) -> CreditNote:
    """Credit all that is left of an invoice. Raises NothingToCredit."""
    with transaction.atomic():
        locked = lock_invoice(invoice)
        lines = list(locked.lines.all())
        before = credited_quantities(line.pk for line in lines)
        parts = [Part(line.pk, line.quantity - before.get(line.pk, 0)) for line in lines]
        return credit(invoice=locked, parts=parts, reason=reason, waives=waives, by=by, at=at)


@transaction.atomic
def keep_charge(*, invoiced: InvoicedPlace, reason: str, by: User | None, at: datetime) -> KeptCharge:
    """Let somebody pay for a place they gave back. Raises ReasonMissing and DecidedAlready."""
    if not reason.strip():
        raise ReasonMissing
    lock_invoice(invoiced.line.invoice)
    if CreditedPlace.objects.filter(invoiced=invoiced).exists():
        raise DecidedAlready
    try:
        with transaction.atomic():
            kept = KeptCharge.objects.create(invoiced=invoiced, reason=reason.strip()[:300], by=by, at=at)
    except IntegrityError:
        raise DecidedAlready from None
    audit.record(invoiced.line.invoice, action="invoicing.keep_charge", by=by, at=at, place=invoiced.place_id)
    return kept


def lock_invoice(invoice: Invoice) -> Invoice:
    """The invoice as the only one who credits it, or writes down money for it."""
    return Invoice.objects.select_for_update(of=("self",)).select_related("occurrence", "booking").get(pk=invoice.pk)


def credited_quantities(lines: Iterable[int]) -> dict[int, int]:
    """How many of each line are credited. One query."""
    rows = CreditLine.objects.filter(line__in=list(lines)).order_by().values_list("line_id")
    return dict(rows.annotate(number=Sum("quantity")))


def _wanted(parts: Sequence[Part]) -> Mapping[int, int]:
    wanted: dict[int, int] = {}
    for part in parts:
        if part.quantity:
            wanted[part.line_id] = wanted.get(part.line_id, 0) + part.quantity
    return wanted


def _amounts(line: InvoiceLine, before: int, quantity: int) -> Amounts:
    if quantity < 1 or before + quantity > line.quantity:
        raise MoreThanTheLine(line, line.quantity - before)
    return part_of(Amounts(line.net, line.vat), quantity=line.quantity, before=before, taken=quantity)


def _write(
    invoice: Invoice,
    taken: list[tuple[InvoiceLine, int, Amounts]],
    reason: str,
    *,
    waives: bool,
    key: UUID,
    by: User | None,
    at: datetime,
) -> CreditNote:
    whole, today = total(amounts for _line, _quantity, amounts in taken), clock.local_date(at)
    note = CreditNote.objects.create(
        key=key,
        year=today.year,
        number=next_number(PaperKind.CREDIT, today.year),
        invoice=invoice,
        reason=reason.strip()[:300],
        waives=waives,
        issued_on=today,
        net=whole.net,
        vat=whole.vat,
        gross=whole.gross,
        issued_at=at,
        by=by,
    )
    for line, quantity, amounts in taken:
        values = {"net": amounts.net, "vat": amounts.vat, "gross": amounts.gross}
        credited = CreditLine.objects.create(credit_note=note, line=line, quantity=quantity, **values)
        _free_places(credited)
    return note


def _free_places(credited: CreditLine) -> None:
    """Places of the line that are on it no longer: first those nobody has any more, or that cost something else now,
    then the last booked.
    """
    rows = InvoicedPlace.objects.filter(line=credited.line_id, credited__isnull=True).select_related(
        "place", "line", "kept"
    )
    there = sorted(rows, key=_order)
    CreditedPlace.objects.bulk_create(
        CreditedPlace(invoiced=one, credit_line=credited) for one in there[: credited.quantity]
    )


def _order(invoiced: InvoicedPlace) -> tuple[bool, bool, int]:
    place, line = invoiced.place, invoiced.line
    as_invoiced = (place.price, place.vat_code) == (line.unit_price, line.vat_code)
    return place.state == PlaceState.CONFIRMED and as_invoiced, hasattr(invoiced, "kept"), -invoiced.pk
