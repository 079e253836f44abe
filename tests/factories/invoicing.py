from datetime import date
from decimal import Decimal

from wagtail.models import Site

from events.invoicing.domain.invoices import invoice_booking
from events.invoicing.domain.payers import Details, change_payer
from events.invoicing.domain.payments import Money, register_payment
from events.invoicing.models import InvoiceSettings, Payer
from tests.factories.events import AT, make_booking, make_category, make_place

# Valid by modulus 11, and nobody's in particular.
NUMBER, OTHER_NUMBER, WRONG_NUMBER = "974760673", "923609016", "974760674"


def make_seller(**fields):
    values = {
        "name": "Samvirke",
        "number": OTHER_NUMBER,
        "vat_registered": True,
        "address": "Storgata 1\n2380 Brumunddal",
        "account": "1234 56 78903",
        "account_standard": "3000",
        "account_exempt": "3100",
        **fields,
    }
    site = Site.objects.get(is_default_site=True)
    return InvoiceSettings.objects.update_or_create(site=site, defaults=values)[0]


def make_priced(price="1000.00", *, vat_code="standard", **fields):
    """A kind of ticket that costs."""
    return make_category(price=Decimal(price), vat_code=vat_code, **fields)


def make_priced_places(category, number=1, *, booking=None, **fields):
    """A booking of so many confirmed places that cost what the ticket says; a new one has a payer."""
    booking = booking or make_paid_booking(category.occurrence)
    values = {"booking": booking, "price": category.price, "vat_code": category.vat_code, **fields}
    return [make_place(category, **values) for _number in range(number)]


def make_paid_booking(occurrence, **fields):
    """Whose payer has an address, as an invoice must."""
    return make_payer(make_booking(occurrence, **fields)).booking


def make_payer(booking, **fields):
    who = booking.organisation or booking
    return Payer.objects.create(
        booking=booking, **{"name": who.name, "address": "Storgata 1\n2380 Brumunddal", **fields}
    )


def make_invoice(category=None, number=1, *, at=AT, payer=None, **fields):
    """An invoice by the verbs, of a booking of its own; `payer` are its details."""
    make_seller()
    category = category or make_priced()
    booking = make_priced_places(category, number, **fields)[0].booking
    if not hasattr(booking, "payer"):
        make_payer(booking)
    if payer:
        change_payer(
            booking=booking,
            details=Details(**{"name": "Elvestad kommune", "address": "Torget 1", **payer}),
            by=None,
            at=at,
        )
    return invoice_booking(booking=booking, by=None, at=at)


def pay(invoice, amount, *, at=AT, on=None, reference="", **fields):
    money = Money(Decimal(amount), on or date(2026, 11, 2), reference=reference, **fields)
    return register_payment(invoice=invoice, money=money, by=None, at=at)
