"""The invoices that would be issued now, to be looked at before somebody says yes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from events.domain.bookings import InvoiceDetailsMissing
from events.models import Booking, Occurrence, Place
from events.money import currency_of
from events.payers import invoice_addresses_of_numbers

from ..amounts import Amounts, Item, amounts_of, total
from ..enums import RunProblem
from ..queries import places_to_invoice
from ..seller import Seller, SellerIncomplete, invoice_settings, seller_of
from .invoices import VatInForeignMoney, VatNotRegistered, refuse_vat
from .payers import Details, checked, completed, details_for
from .shown import mark_of, mark_of_all


@dataclass(frozen=True)
class Proposal:
    """One invoice; with a problem it is none, and says why."""

    booking: Booking
    places: Sequence[Place]
    details: Details
    amounts: Amounts
    problem: str = ""
    # The address of its e-mail, with what the register knows.
    email: str = ""

    @property
    def mark(self) -> str:
        return mark_of(self.places, self.details)

    @property
    def problem_words(self) -> str:
        return str(RunProblem(self.problem).label) if self.problem else ""


def proposals_of(occurrence: Occurrence, *, booking: Booking | None = None, waived: bool = False) -> list[Proposal]:
    """In the order in which they are issued. Three queries at most, however many bookings."""
    rows = places_to_invoice(occurrence, waived=waived).select_related(
        "category", "booking__payer", "booking__organisation__invoice_address", "booking__occurrence"
    )
    if booking:
        rows = rows.filter(booking=booking)
    seller = _seller()
    together = groupby(rows.order_by("booking_id", "pk"), key=lambda place: place.booking)
    return _with_addresses([_proposal(one, list(places), seller) for one, places in together])


def _with_addresses(proposals: list[Proposal]) -> list[Proposal]:
    known = invoice_addresses_of_numbers({one.details.number for one in proposals if not one.details.email} - {""})
    return [replace(one, email=completed(one.details, known).email or one.booking.email) for one in proposals]


def mark_of_proposals(proposals: Iterable[Proposal]) -> str:
    return mark_of_all(proposal.mark for proposal in proposals)


def _proposal(booking: Booking, places: list[Place], seller: Seller | None) -> Proposal:
    amounts = total(amounts_of([Item("", 1, place.price, place.vat_code) for place in places]))
    details = details_for(booking, places)
    try:
        details = checked(details)
        if seller:
            refuse_vat(seller, amounts.vat, currency_of(booking.occurrence))
    except InvoiceDetailsMissing:
        return Proposal(booking, places, details, amounts, RunProblem.PAYER)
    except (VatNotRegistered, VatInForeignMoney):
        return Proposal(booking, places, details, amounts, RunProblem.VAT)
    return Proposal(booking, places, details, amounts)


def _seller() -> Seller | None:
    try:
        return seller_of(invoice_settings())
    except SellerIncomplete:
        return None
