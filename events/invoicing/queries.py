"""Reads about what is to be invoiced, was invoiced, and is to be looked at. Each is one query, however many rows."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from cms.people.models import Organisation
from events.enums import OccurrenceState, PlaceState
from events.models import Booking, Occurrence, Place

from .balances import balance_of, with_balance
from .enums import InvoiceState
from .kid import compact, looks_like_kid, read_kid
from .models import CreditNote, Invoice, InvoicedPlace, InvoiceRun

# Places keep their state when it is called off; nobody is asked to pay for what is not held, or has no day yet.
NOT_HELD = frozenset({OccurrenceState.CANCELLED, OccurrenceState.POSTPONED})


def places_to_invoice(occurrence: Occurrence | None = None, *, waived: bool = False) -> QuerySet[Place]:
    """Confirmed, with a price, and on no invoice now; with `waived` also those credited as not to be paid."""
    live = InvoicedPlace.objects.filter(place=OuterRef("pk"), credited__isnull=True)
    rows = _priced().filter(~Exists(live))
    if not waived:
        rows = rows.exclude(pk__in=waived_places())
    return rows.filter(occurrence=occurrence) if occurrence else rows


def waived_places(occurrence: Occurrence | None = None) -> QuerySet[Place]:
    """Whose last invoice was credited as not to be paid, and who come all the same."""
    last: Any = InvoicedPlace.objects.filter(place=OuterRef("pk")).order_by("-turn")
    waives = Subquery(last.values("credited__credit_line__credit_note__waives")[:1])
    rows = _priced().alias(waives=waives).filter(waives=True)
    return rows.filter(occurrence=occurrence) if occurrence else rows


def _priced() -> QuerySet[Place]:
    """What somebody is to pay for."""
    return Place.objects.filter(state=PlaceState.CONFIRMED, price__gt=0).exclude(occurrence__state__in=NOT_HELD)


def credited_before(bookings: Iterable[Booking]) -> dict[int, list[Invoice]]:
    """By booking: the invoices from which places that are not given back were credited. One query."""
    found: dict[int, list[Invoice]] = {}
    rows = Invoice.objects.filter(
        booking__in=[one.pk for one in bookings],
        lines__places__credited__isnull=False,
        lines__places__place__state=PlaceState.CONFIRMED,
    )
    for invoice in rows.distinct().order_by("year", "number"):
        found.setdefault(invoice.booking_id or 0, []).append(invoice)
    return found


def bookings_to_invoice(occurrence: Occurrence) -> QuerySet[Booking]:
    """With `number` of places and their `sum` without VAT."""
    return bookings_with(places_to_invoice(occurrence))


def bookings_with(places: QuerySet[Place]) -> QuerySet[Booking]:
    """Those of the places, with their `number` and `sum` without VAT."""
    rows = Booking.objects.filter(places__in=places)
    counted: QuerySet[Any] = rows.annotate(number=Count("places"), sum=Sum("places__price"))
    return counted


def places_to_credit(occurrence: Occurrence | None = None) -> QuerySet[InvoicedPlace]:
    """On an invoice, but given back since, at another price now, or of what is called off, and nobody has said that it
    is paid all the same: for staff to decide.
    """
    rows = InvoicedPlace.objects.filter(credited__isnull=True, kept__isnull=True)
    as_invoiced = Q(place__price=F("line__unit_price"), place__vat_code=F("line__vat_code"))
    called_off = Q(place__occurrence__state=OccurrenceState.CANCELLED)
    rows = rows.exclude(as_invoiced & ~called_off, place__state=PlaceState.CONFIRMED)
    return rows.filter(place__occurrence=occurrence) if occurrence else rows


NUMBER = re.compile(r"([0-9]{4})-([0-9]{1,9})")
CREDIT_NUMBER = re.compile(rf"K{NUMBER.pattern}", re.IGNORECASE)


class Money(NamedTuple):
    """What stands on the desk of an occurrence."""

    places: int
    bookings: int
    sum: Decimal
    to_credit: int
    states: dict[str, int]
    invoiced: Decimal
    credited: Decimal
    left: Decimal
    to_pay_back: Decimal


def money_of(occurrence: Occurrence, *, on: date) -> Money:
    """Three queries."""
    waiting = places_to_invoice(occurrence).aggregate(
        places=Count("pk"), bookings=Count("booking", distinct=True), sum=Sum("price", default=Decimal(0))
    )
    invoices = with_balance(Invoice.objects.filter(occurrence=occurrence)).iterator(chunk_size=500)
    balances, zero = [balance_of(invoice) for invoice in invoices], Decimal(0)
    return Money(
        *(waiting["places"], waiting["bookings"], waiting["sum"]),
        places_to_credit(occurrence).count(),
        dict.fromkeys(InvoiceState.values, 0) | Counter(balance.state(on) for balance in balances),
        invoiced=sum((balance.gross for balance in balances), zero),
        credited=sum((balance.credited for balance in balances), zero),
        left=sum((max(balance.left, zero) for balance in balances), zero),
        to_pay_back=sum((max(-balance.left, zero) for balance in balances), zero),
    )


@dataclass(frozen=True)
class RunProgress:
    total: int
    invoiced: int
    refused: int

    @property
    def done(self) -> int:
        return self.invoiced + self.refused


def run_progress(run: InvoiceRun) -> RunProgress:
    """One query."""
    return RunProgress(
        **run.lines.aggregate(total=Count("pk"), invoiced=Count("invoice"), refused=Count("pk", filter=~Q(problem="")))
    )


def invoices_of_booking(booking: Booking) -> list[Invoice]:
    """With balances and credit notes. Two queries."""
    rows = with_balance(Invoice.objects.filter(booking=booking)).prefetch_related("credit_notes")
    return list(rows.order_by("year", "number"))


def invoices_of_organisation(organisation: Organisation) -> QuerySet[Invoice]:
    """The newest first, with balances, credit notes and what they are for."""
    rows = with_balance(Invoice.objects.filter(organisation=organisation)).select_related("occurrence__series")
    return rows.prefetch_related("credit_notes").order_by("-year", "-number")


def invoice_named(text: str) -> Invoice | None:
    """By its KID, or by its number as it stands on the paper. Raises WrongKid where a digit of a KID is wrong."""
    found = Invoice.objects.filter(numbered(text)).first()
    return found if found is None or found.kid or not looks_like_kid(compact(text)) else None


def numbered(text: str) -> Q:
    """Invoices with this number or KID; none where it is neither. Raises WrongKid where a digit of a KID is wrong."""
    if looks_like_kid(compact(text)):
        year, number = read_kid(text)
        return Q(year=year, number=number)
    if found := NUMBER.fullmatch(text.strip()):
        return Q(year=int(found[1]), number=int(found[2]))
    return Q(pk__in=[])


def credited_by(text: str) -> Q:
    """Invoices of the credit note with this number; none where it is no such number."""
    found = CREDIT_NUMBER.fullmatch(text.strip())
    if found is None:
        return Q(pk__in=[])
    return Q(pk__in=CreditNote.objects.filter(year=int(found[1]), number=int(found[2])).values("invoice"))


def proposed_quantities(invoice: Invoice) -> dict[int, int]:
    """How many of each line were given back, for the form of a credit note. One query."""
    rows = places_to_credit().filter(line__invoice=invoice).order_by().values_list("line_id")
    return dict(rows.annotate(number=Count("pk")))
