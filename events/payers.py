"""Who is to pay, as far as it is known before anybody has typed."""

from collections.abc import Iterable

from cms.people.enums import PUBLIC_BODIES, Country, OrganisationState
from cms.people.models import InvoiceAddress, Organisation

from .enums import Audience
from .models import Occurrence, TicketCategory


def invoice_address_of(organisation: Organisation | None) -> InvoiceAddress:
    """An empty one where none is known. One query, none without an organisation."""
    found = InvoiceAddress.objects.filter(organisation=organisation).first() if organisation else None
    return found or InvoiceAddress()


def invoice_address_of_number(number: str, *, country: str) -> InvoiceAddress | None:
    """Of the organisation that the register has under this number; one that still waits to be looked at is none."""
    about = {"organisation__number": number, "organisation__country": country}
    return InvoiceAddress.objects.filter(**about, organisation__state=OrganisationState.ACTIVE).first()


def country_of(occurrence: Occurrence) -> Country:
    """Whose organisation numbers are meant where nothing else says it: where the clocks go as in Sweden, its own."""
    return Country.SWEDEN if occurrence.timezone == "Europe/Stockholm" else Country.NORWAY


def pays_as_public_body(organisation: Organisation | None, tickets: Iterable[TicketCategory]) -> bool:
    """By what the organisation is, or by a ticket that somebody chose, of those that cost something."""
    if organisation and organisation.kind in PUBLIC_BODIES:
        return True
    return any(one.audience == Audience.PUBLIC_BODY for one in tickets)


def known_of(organisation: Organisation) -> dict[str, str]:
    """What the register knows of an organisation that pays. One query."""
    known = invoice_address_of(organisation)
    return {
        "name": organisation.name,
        "number": organisation.number,
        "reference": known.buyer_reference,
        "invoice_email": known.email,
        "address": known.address,
    }
