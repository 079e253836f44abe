"""What stands on an invoice for good, as it was on the day it is issued."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone, translation

from cms import clock
from events.models import Booking, Occurrence
from events.words import where_in_words

from ..amounts import Amounts, Item, with_vat
from ..enums import PaperKind
from ..models import Invoice, InvoicedPlace, InvoiceLine, InvoiceSettings
from .numbers import next_number
from .payers import Details


def numbered(settings: InvoiceSettings, *, at: datetime) -> dict[str, Any]:
    """The next number of the year, whose lock is held from here on, and the days of the paper."""
    today = clock.local_date(at)
    return {
        "year": today.year,
        "number": next_number(PaperKind.INVOICE, today.year),
        "issued_on": today,
        "due_on": today + timedelta(days=settings.days_to_pay),
    }


def recipient_frozen(details: Details, booking: Booking | None) -> dict[str, Any]:
    """Who gets it; where nobody knows another address of theirs, it is mailed to who booked."""
    return {
        "recipient_name": details.name,
        "recipient_country": details.country,
        "recipient_number": details.number,
        "recipient_peppol_id": details.peppol_id,
        "recipient_address": details.address,
        "recipient_email": details.email or (booking.email if booking else ""),
        "buyer_reference": details.reference,
    }


def delivery_of(occurrence: Occurrence, language: str) -> dict[str, Any]:
    """Time and place of delivery, as the law asks: where and when it is held."""
    begins, ends = (timezone.localdate(one, occurrence.zone) for one in (occurrence.starts_at, occurrence.ends_at))
    with translation.override(language):
        where = where_in_words(occurrence)[:500]
    return {"delivered_from": begins, "delivered_to": ends, "delivered_at": where}


def write_lines(invoice: Invoice, items: Sequence[Item], amounts: Sequence[Amounts], turns: Mapping[int, int]) -> None:
    """With the places each line is for; `turns` says how often a place was invoiced before."""
    both = zip(items, amounts, strict=True)
    lines = [_line(invoice, position, item, own) for position, (item, own) in enumerate(both, start=1)]
    InvoiceLine.objects.bulk_create(lines)
    InvoicedPlace.objects.bulk_create(
        InvoicedPlace(line=line, place_id=place, turn=turns.get(place, 0))
        for line, item in zip(lines, items, strict=True)
        for place in item.places
    )


def _line(invoice: Invoice, position: int, item: Item, amounts: Amounts) -> InvoiceLine:
    return InvoiceLine(
        invoice=invoice,
        position=position,
        text=item.text,
        quantity=item.quantity,
        unit_price=item.unit_price,
        unit_price_with_vat=with_vat(item.unit_price, item.rate),
        vat_code=item.vat_code,
        vat_rate=item.rate,
        net=amounts.net,
        vat=amounts.vat,
        gross=amounts.gross,
        account=item.account,
        dimension=item.dimension,
    )
