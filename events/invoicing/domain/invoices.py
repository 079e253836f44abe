"""Issuing invoices: what is frozen, under which locks. The mail with the paper goes out after commit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from cms import audit
from cms.people.models import Organisation, User
from events.domain.moves import locked_places
from events.enums import PlaceState
from events.models import Booking, Occurrence, Place
from events.money import currency_of

from .. import mails
from ..amounts import Item, amounts_of, total
from ..models import Invoice, InvoicedPlace, InvoiceSettings, SeriesAccount
from ..queries import NOT_HELD
from ..seller import Seller, invoice_settings, seller_of
from .freezing import delivery_of, numbered, recipient_frozen, write_lines
from .papers import keep_later
from .payers import Details, checked, details_for, from_register
from .shown import mark_of, refuse_other


class NothingToInvoice(Exception):
    """There is no confirmed place that costs something and is not invoiced yet."""


class NotHeld(Exception):
    """It is called off, or has no day yet: nobody is asked to pay for it."""


class VatNotRegistered(Exception):
    """A line has VAT, but the seller is not registered for it and may ask for none."""


class VatInForeignMoney(Exception):
    """VAT must be stated in the seller's own currency, and this is invoiced in another."""


@dataclass(frozen=True)
class Recipient:
    """To whom, in which language, and what it is booked under."""

    details: Details
    language: str = "nb"
    organisation: Organisation | None = None
    order_reference: str = ""


@dataclass(frozen=True)
class Turns:
    """How often places were invoiced, which are on an invoice now, and which were credited as not to be paid."""

    number: dict[int, int] = field(default_factory=dict)
    live: frozenset[int] = frozenset()
    waived: frozenset[int] = frozenset()

    @classmethod
    def of(cls, places: Iterable[int]) -> "Turns":
        """One query."""
        number: defaultdict[int, int] = defaultdict(int)
        waives: dict[int, bool | None] = {}
        rows: Any = InvoicedPlace.objects.filter(place__in=list(places)).order_by("turn")
        for place, last in rows.values_list("place_id", "credited__credit_line__credit_note__waives"):
            number[place] += 1
            waives[place] = last
        live = frozenset(place for place, last in waives.items() if last is None)
        return cls(dict(number), live, frozenset(place for place, last in waives.items() if last))


@transaction.atomic
def invoice_booking(
    *, booking: Booking, shown: str | None = None, waived: bool = False, by: User | None, at: datetime
) -> Invoice:
    """Invoice what is confirmed of a booking, costs something and is on no invoice: one invoice for a whole group.
    Where somebody was shown what it would be, `shown` is the mark of that. With `waived`, also what was credited as not
    to be paid.

    A second click waits for the lock on the places and finds nothing left. Raises NothingToInvoice, NotHeld,
    SellerIncomplete, InvoiceDetailsMissing, ChangedSinceShown, VatNotRegistered and VatInForeignMoney.
    """
    places = [place for place in locked_places(booking=booking.pk, state=PlaceState.CONFIRMED) if place.price]
    turns = Turns.of(place.pk for place in places)
    done = turns.live if waived else turns.live | turns.waived
    left = [place for place in places if place.pk not in done]
    if not left:
        raise NothingToInvoice
    fresh = Booking.objects.select_related("occurrence__series", "organisation", "contact").get(pk=booking.pk)
    if fresh.occurrence.state in NOT_HELD:
        raise NotHeld(fresh.occurrence.state)
    recipient = recipient_of(fresh, left)
    refuse_other(shown, now=mark_of(left, recipient.details))
    settings = invoice_settings()
    items = items_of(left, fresh.occurrence, language=recipient.language, settings=settings)
    return issue(
        occurrence=fresh.occurrence,
        recipient=recipient,
        items=items,
        booking=fresh,
        turns=turns,
        settings=settings,
        by=by,
        at=at,
    )


def recipient_of(booking: Booking, places: Sequence[Place]) -> Recipient:
    """Raises InvoiceDetailsMissing."""
    contact = booking.contact
    return Recipient(
        details=checked(details_for(booking, places)),
        language=contact.language if contact and contact.is_active else booking.language,
        organisation=booking.organisation,
        order_reference=booking.reference,
    )


def items_of(
    places: Sequence[Place], occurrence: Occurrence, *, language: str, settings: InvoiceSettings
) -> list[Item]:
    """One line for each kind of ticket and price, without names: who came is nobody's business in the accounts."""
    accounting = SeriesAccount.objects.filter(series=occurrence.series_id).first() or SeriesAccount()
    together: defaultdict[tuple[int, Decimal, str], list[Place]] = defaultdict(list)
    for place in places:
        together[place.category_id, place.price, place.vat_code].append(place)
    return [
        Item(
            text=f"{own[0].category.name_in(language)}: {occurrence.title_in(language)}"[:500],
            quantity=len(own),
            unit_price=price,
            vat_code=vat_code,
            account=accounting.account or settings.account_of(vat_code),
            dimension=accounting.dimension,
            places=tuple(place.pk for place in own),
        )
        for (_category, price, vat_code), own in together.items()
    ]


@transaction.atomic
def issue(
    *,
    occurrence: Occurrence,
    recipient: Recipient,
    items: Sequence[Item],
    booking: Booking | None = None,
    turns: Turns | None = None,
    settings: InvoiceSettings | None = None,
    by: User | None,
    at: datetime,
) -> Invoice:
    """Write an invoice with its lines under the next number of the year, and post it. The occurrence's series must be
    loaded. Raises NothingToInvoice, SellerIncomplete, VatNotRegistered and VatInForeignMoney.
    """
    if not items:
        raise NothingToInvoice
    settings, currency = settings or invoice_settings(), currency_of(occurrence)
    seller, amounts = seller_of(settings), amounts_of(items)
    whole = total(amounts)
    refuse_vat(seller, whole.vat, currency)
    invoice = Invoice.objects.create(
        **recipient_frozen(from_register(recipient.details), booking),
        **delivery_of(occurrence, recipient.language),
        **numbered(settings, at=at),
        occurrence=occurrence,
        booking=booking,
        organisation=recipient.organisation,
        order_reference=recipient.order_reference,
        language=recipient.language,
        seller=seller.frozen(),
        currency=currency,
        net=whole.net,
        vat=whole.vat,
        gross=whole.gross,
        issued_at=at,
        by=by,
    )
    write_lines(invoice, items, amounts, (turns or Turns()).number)
    audit.record(invoice, action="invoicing.issue", by=by, at=at, number=invoice.shown_number, gross=str(invoice.gross))
    mails.invoice_issued(invoice, at=at)
    keep_later(invoice)
    return invoice


def refuse_vat(seller: Seller, vat: Decimal, currency: str) -> None:
    """Raises VatNotRegistered and VatInForeignMoney."""
    if vat and not seller.vat_registered:
        raise VatNotRegistered
    if vat and currency != seller.currency:
        raise VatInForeignMoney(currency)
