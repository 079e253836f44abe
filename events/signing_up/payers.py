"""Who is to pay, as far as it is known before anybody has typed."""

from cms.people.models import InvoiceAddress, Organisation


def known_of(organisation: Organisation) -> dict[str, str]:
    """What the register knows of an organisation that pays. One query."""
    known = InvoiceAddress.objects.filter(organisation=organisation).first() or InvoiceAddress()
    return {
        "name": organisation.name,
        "number": organisation.number,
        "reference": known.buyer_reference,
        "invoice_email": known.email,
        "address": known.address,
    }
