"""Who pays for a booking: kept with it, and mended by staff until it is invoiced."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms import audit
from cms.people.enums import Country
from cms.people.models import InvoiceAddress, Organisation, User
from cms.people.numbers import (
    PEPPOL_SCHEMES,
    WrongNumber,
    check_buyer_reference,
    check_organisation_number,
    check_peppol_id,
    shown_number,
)
from events.domain.bookings import InvoiceDetailsMissing
from events.models import Booking, Place
from events.payers import (
    country_of,
    invoice_address_of,
    invoice_addresses_of_numbers,
    missing_of_public_body,
    pays_as_public_body,
)

from ..models import Payer

NAME_MISSING = _("Write who is to pay.")
# bokføringsforskriften § 5-1-2: a sales document names the buyer with one of the two.
ADDRESS_MISSING = _("Write the postal address, or an organisation number. An invoice must have one of them.")


@dataclass(frozen=True)
class Details:
    """As the columns of Payer are named."""

    name: str
    country: str = Country.NORWAY
    number: str = ""
    peppol_id: str = ""
    email: str = ""
    address: str = ""
    reference: str = ""
    is_public: bool = False


def keep_payer(*, booking: Booking, places: Sequence[Place], extras: Mapping[str, Any], at: datetime) -> None:
    """Keep who pays, in the transaction of a new booking that costs something. Two queries, none for free places.

    What was not written is taken from the organisation. Raises InvoiceDetailsMissing where that is not enough. Who is
    booked by staff, without a form to write it in (or with one that was filled in long before: `payer_later`), is
    invoiced once staff have filled in what is missing.
    """
    if not any(place.price for place in places):
        return
    typed = extras.get("payer")
    try:
        details = checked(suggested(booking, places, typed or {}))
    except InvoiceDetailsMissing:
        if typed is None or extras.get("payer_later"):
            return
        raise
    # Who is written already stays: a stand may come to cost something after its booking was made.
    Payer.objects.bulk_create([Payer(booking=booking, **asdict(details))], ignore_conflicts=True)


def details_for(booking: Booking, places: Sequence[Place]) -> Details:
    """Who is written with the booking, else what is known of its organisation. Not yet checked."""
    payer = getattr(booking, "payer", None)
    return details_of(payer) if payer else suggested(booking, places, {})


def details_of(payer: Payer) -> Details:
    return Details(**{name: getattr(payer, name) for name in Details.__dataclass_fields__})


def suggested(booking: Booking, places: Sequence[Place], typed: Mapping[str, str]) -> Details:
    """What somebody typed, and else what is known of their organisation. Where an organisation number is to tell where
    the invoice goes (`from_register`), the address of who booked does not stand in its way.
    """
    organisation = booking.organisation
    known = invoice_address_of(organisation)
    number, country = typed.get("number", ""), typed.get("country") or country_of(booking.occurrence)
    if organisation and not number:
        number, country = organisation.number, organisation.country
    name = organisation.name if organisation else booking.organisation_name or booking.name
    return Details(
        name=typed.get("name", "") or name,
        country=country,
        number=number,
        peppol_id=known.peppol_id if organisation and number == organisation.number else "",
        email=typed.get("invoice_email", "") or known.email or ("" if number else booking.email),
        address=typed.get("address", "") or known.address,
        reference=typed.get("reference", "") or known.buyer_reference,
        is_public=is_public(organisation, places),
    )


def from_register(details: Details) -> Details:
    """What nobody wrote, as the register has it for the organisation number. One query, none where nothing is missing.

    Only when an invoice is issued: who types a number is not shown what we know of the organisation.
    """
    if not details.number or (details.email and details.address):
        return details
    return completed(details, invoice_addresses_of_numbers([details.number]))


def completed(details: Details, known: Mapping[tuple[str, str], InvoiceAddress]) -> Details:
    """With what is known of the number, where nobody wrote it."""
    address = known.get((details.country, details.number)) or InvoiceAddress()
    return replace(details, email=details.email or address.email, address=details.address or address.address)


def payer_in_words(booking: Booking) -> str:
    """To whom it will be invoiced, as it was written: name, number, e-mail. What the register may add is not told."""
    payer = Payer.objects.filter(booking=booking).first()
    if payer is None:
        return ""
    number = shown_number(payer.number, country=payer.country)
    return ", ".join(part for part in (payer.name, number, payer.email or ("" if number else booking.email)) if part)


def is_public(organisation: Organisation | None, places: Sequence[Place]) -> bool:
    """Whether a public body pays: by what the organisation is, or by the ticket somebody chose."""
    return pays_as_public_body(organisation, [place.category for place in places if place.price])


def checked(details: Details) -> Details:
    """The same as it is stored. Raises InvoiceDetailsMissing with what to mend at which field."""
    wrong = _missing(details)
    values: dict[str, Any] = {
        "number": _good(wrong, "number", details.number, _number(details.country)),
        "reference": _good(wrong, "reference", details.reference, check_buyer_reference),
        "peppol_id": _good(wrong, "peppol_id", details.peppol_id, _peppol(details.country)),
    }
    if wrong:
        raise InvoiceDetailsMissing(wrong)
    if values["number"] and not values["peppol_id"]:
        values["peppol_id"] = f"{PEPPOL_SCHEMES[Country(details.country)]}:{values['number']}"
    return replace(details, name=" ".join(details.name.split())[:200], address=details.address.strip(), **values)


def _missing(details: Details) -> dict[str, Any]:
    missing: dict[str, Any] = {} if details.name.strip() else {"name": NAME_MISSING}
    if details.is_public:
        return missing | missing_of_public_body(number=details.number, reference=details.reference)
    if not (details.number.strip() or details.address.strip()):
        missing["address"] = ADDRESS_MISSING
    return missing


@transaction.atomic
def change_payer(*, booking: Booking, details: Details, by: User | None, at: datetime) -> Payer:
    """Say who pays. What is invoiced already stays as it is. Raises InvoiceDetailsMissing.

    The log tells which columns changed, never what stands in them.
    """
    Booking.objects.select_for_update(of=("self",), no_key=True).get(pk=booking.pk)
    good = asdict(checked(details))
    payer = Payer.objects.filter(booking=booking).first() or Payer(booking=booking)
    changed = sorted(name for name, value in good.items() if getattr(payer, name) != value)
    for name in changed:
        setattr(payer, name, good[name])
    payer.save()
    audit.record(booking, action="invoicing.payer", by=by, at=at, changed=changed)
    return payer


def _number(country: str) -> Any:
    return lambda value: check_organisation_number(value, country=country)


def _peppol(country: str) -> Any:
    return lambda value: check_peppol_id(value, country=country)


def _good(wrong: dict[str, Any], field: str, value: str, check: Any) -> str:
    try:
        return str(check(value)) if value.strip() else ""
    except WrongNumber as error:
        wrong.setdefault(field, str(error))
        return ""
