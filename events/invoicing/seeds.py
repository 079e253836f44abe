"""Who sells in the demo, and invoices of its conference that stand in every way there is. Safe to run again."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from wagtail.models import Site

from cms import clock
from cms.demo import people as demo
from cms.demo.organisation_life import INVOICES
from cms.demo.site_texts import CENTRE
from cms.people.models import User
from cms.people.queries import organisation_acted_for
from events.domain.bookings import book, cancel_booking
from events.domain.orders import Contact, Named, Terms, Wanted
from events.enums import Audience
from events.models import Booking, Occurrence
from events.seeds import occurrence_of

from .balances import balance_of
from .domain.credits import credit_whole
from .domain.invoices import invoice_booking
from .domain.payments import Money, register_payment
from .models import Invoice, InvoiceSettings
from .reminding import remind_overdue

CONFERENCE = "konferansen-0"
# An account that no bank has: the last digit is wrong on purpose.
SELLER: dict[str, Any] = {
    "name": CENTRE["owner"],
    "number": CENTRE["organisation_number"],
    "vat_registered": True,
    "address": CENTRE["address"],
    "email": "faktura@example.org",
    "account": "0000 00 00001",
    "takes_kid": True,
    "account_exempt": "3100",
    "account_standard": "3000",
}


class Sale(NamedTuple):
    """Who booked, for whom, and what came of it: each so many days ago, and never where it is left out."""

    people: tuple[str, ...]
    audience: str
    payer: dict[str, str]
    booked: int
    invoiced: int = 0
    paid: int = 0
    credited: int = 0


# In the order in which they were invoiced: numbers follow the days. They have thirty days to pay.
SKOGDAL = INVOICES["skogdal"]
SALES = (
    Sale(
        ("solveig@example.org", "magnus@example.org"),
        Audience.PUBLIC_BODY,
        {"number": "310000035", "reference": "FB-2210", "address": "Fjellvegen 4\n9904 Fjellbygda"},
        booked=50,
        invoiced=48,
        paid=25,
    ),
    # Overdue for two weeks, and reminded a week after it was due.
    Sale(
        ("bjornar@example.org",),
        Audience.COMPANY,
        {"address": "Industriveien 12\n9903 Granåsen"},
        booked=46,
        invoiced=44,
    ),
    Sale(
        ("hanne@example.org",),
        Audience.PUBLIC_BODY,
        {"number": "310000043", "reference": "Helse 14", "address": "Storgata 1\n9903 Granåsen"},
        booked=30,
        invoiced=28,
        credited=20,
    ),
    Sale(
        ("bente@example.org", "farid@example.org"),
        Audience.PUBLIC_BODY,
        {"number": "310000027", "reference": "ELV-0731", "address": "Rådhusplassen 2\n9901 Elvestad"},
        booked=6,
        invoiced=5,
    ),
    # Waits for somebody to press the button.
    Sale(
        ("marit@example.org",),
        Audience.PUBLIC_BODY,
        {"number": "310000019", "reference": SKOGDAL["buyer_reference"], "address": SKOGDAL["address"]},
        booked=2,
    ),
)
REMINDED = 6
GIVEN_BACK = "Plassen er gitt tilbake."


def seed() -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None:
        InvoiceSettings.objects.get_or_create(site=site, defaults=SELLER)
    conference = occurrence_of(CONFERENCE)
    if site is None or conference is None or Invoice.objects.exists():
        return
    with transaction.atomic():
        _sell(conference, now=clock.now())


def _sell(conference: Occurrence, *, now: datetime) -> None:
    """As it would have gone: booked, invoiced by the coordinator, paid into the bank, and reminded of by the clock."""
    coordinator = User.objects.get(email=demo.COORDINATOR.email)

    def ago(days: int) -> datetime:
        return now - timedelta(days=days)

    for sale in SALES:
        booking = _book(conference, sale, by=coordinator, at=ago(sale.booked))
        if not sale.invoiced:
            continue
        invoice = invoice_booking(booking=booking, by=coordinator, at=ago(sale.invoiced))
        if sale.paid:
            _pay(invoice, by=coordinator, at=ago(sale.paid))
        if sale.credited:
            cancel_booking(booking=booking, by=coordinator, at=ago(sale.credited), staff=True)
            credit_whole(invoice=invoice, reason=GIVEN_BACK, by=coordinator, at=ago(sale.credited))
    remind_overdue(at=ago(REMINDED))


def _book(conference: Occurrence, sale: Sale, *, by: User, at: datetime) -> Booking:
    """By the first of them; by staff where they come for no organisation."""
    known = {one.email: one for one in User.objects.filter(email__in=sale.people)}
    people = [known[email] for email in sale.people]
    first, category = people[0], conference.categories.get(audience=sale.audience)
    organisation = organisation_acted_for(first, on=clock.today())
    return book(
        occurrence=conference,
        wanted=[Wanted(category.pk, tuple(Named(one.name, one.email, one) for one in people))],
        contact=Contact(first.name, first.email, language=first.language, user=first),
        idempotency_key=uuid5(NAMESPACE_URL, f"demo-sale:{conference.uid}:{first.email}"),
        organisation=organisation,
        by=first if organisation else by,
        at=at,
        staff=organisation is None,
        terms=Terms(extras={"payer": sale.payer}),
    )


def _pay(invoice: Invoice, *, by: User, at: datetime) -> None:
    money = Money(balance_of(invoice).left, clock.local_date(at), reference=f"OCR {invoice.kid}")
    register_payment(invoice=invoice, money=money, by=by, at=at)
