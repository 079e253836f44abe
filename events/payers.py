"""Who is to pay, as far as it is known before anybody has typed."""

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.people.enums import PUBLIC_BODIES, Country, OrganisationState
from cms.people.models import InvoiceAddress, Organisation

from .enums import Audience
from .models import Occurrence, TicketCategory

NUMBER_MISSING = _("A public body is invoiced by its organisation number. Write it here.")
REFERENCE_MISSING = _("A public body must give its buyer reference. Ask your accounts what to write.")


def invoice_address_of(organisation: Organisation | None) -> InvoiceAddress:
    """An empty one where none is known. One query, none without an organisation or where it was fetched with it."""
    return getattr(organisation, "invoice_address", None) or InvoiceAddress()


def invoice_addresses_of_numbers(numbers: Collection[str]) -> dict[tuple[str, str], InvoiceAddress]:
    """By country and number, of organisations that the register has; one that still waits to be looked at is none. One
    query, none for no numbers.
    """
    rows = InvoiceAddress.objects.filter(organisation__number__in=numbers, organisation__state=OrganisationState.ACTIVE)
    found = rows.select_related("organisation") if numbers else ()
    return {(one.organisation.country, one.organisation.number): one for one in found}


def country_of(occurrence: Occurrence) -> Country:
    """Whose organisation numbers are meant where nothing else says it: where the clocks go as in Sweden, its own."""
    return Country.SWEDEN if occurrence.timezone == "Europe/Stockholm" else Country.NORWAY


def pays_as_public_body(organisation: Organisation | None, tickets: Iterable[TicketCategory]) -> bool:
    """By what the organisation is, or by a ticket that somebody chose, of those that cost something."""
    if organisation and organisation.kind in PUBLIC_BODIES:
        return True
    return any(one.audience == Audience.PUBLIC_BODY for one in tickets)


def missing_of_public_body(*, number: str, reference: str) -> dict[str, Any]:
    """What keeps a public body from being invoiced, in words."""
    missing = {"number": "" if number else NUMBER_MISSING, "reference": "" if reference.strip() else REFERENCE_MISSING}
    return {name: words for name, words in missing.items() if words}


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
