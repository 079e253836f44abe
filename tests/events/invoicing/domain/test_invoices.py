"""What is frozen, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cms.mail.models import OutboxMessage
from cms.people.models import InvoiceAddress
from events.domain.bookings import InvoiceDetailsMissing
from events.domain.places import cancel_place
from events.invoicing.domain.credits import credit_whole
from events.invoicing.domain.invoices import (
    NothingToInvoice,
    VatInForeignMoney,
    VatNotRegistered,
    invoice_booking,
)
from events.invoicing.domain.payers import Details, change_payer
from events.invoicing.models import Invoice, InvoicedPlace, InvoiceLine, NumberSeries, SeriesAccount
from events.invoicing.seller import SellerIncomplete
from events.models import TicketCategory
from learning.models.immutable import Unchangeable
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_booking, make_category, make_occurrence, make_place
from tests.factories.invoicing import (
    NUMBER,
    make_invoice,
    make_paid_booking,
    make_priced,
    make_priced_places,
    make_seller,
)
from tests.factories.people import make_organisation

pytestmark = pytest.mark.django_db


def invoice(booking, **fields):
    return invoice_booking(booking=booking, by=None, at=AT, **fields)


def test_invoice_freezes_recipient_and_sums():
    made = make_invoice(number=3, payer={"number": NUMBER, "reference": "Kari N", "is_public": True})

    assert made.shown_number == "2026-000001"
    assert (made.recipient_name, made.recipient_number, made.buyer_reference) == ("Elvestad kommune", NUMBER, "Kari N")
    assert made.recipient_peppol_id == f"0192:{NUMBER}"
    assert (made.net, made.vat, made.gross) == (Decimal(3000), Decimal(750), Decimal(3750))
    assert (made.issued_on, made.due_on, made.currency) == (date(2026, 11, 2), date(2026, 12, 2), "NOK")
    assert (made.delivered_from, made.delivered_at) == (date(2027, 2, 25), "Elvestad kulturhus")
    assert made.seller["name"] == "Samvirke"


def test_group_gets_one_invoice_with_a_line_for_each_kind_and_price():
    make_seller()
    category = make_priced()
    booking = make_priced_places(category, 3)[0].booking
    make_priced_places(category, 2, booking=booking, price=Decimal(800))
    make_place(category, booking=booking)

    made = invoice(booking)

    lines = made.lines.values_list("quantity", "unit_price", "unit_price_with_vat", "net", "vat", "account")
    assert list(lines) == [
        (3, Decimal(1000), Decimal(1250), Decimal(3000), Decimal(750), "3000"),
        (2, Decimal(800), Decimal(1000), Decimal(1600), Decimal(400), "3000"),
    ]


def test_sums_by_vat_code_equal_the_lines():
    make_seller()
    occurrence = make_occurrence()
    booking = make_paid_booking(occurrence)
    for number, vat_code in enumerate(["standard", "standard", "low", "middle", "exempt", "zero"], start=1):
        category = make_priced(f"{number}33.33", vat_code=vat_code, occurrence=occurrence, name=f"N{number}")
        make_priced_places(category, number, booking=booking)

    made = invoice(booking)

    lines = list(made.lines.all())
    assert (sum(line.net for line in lines), sum(line.vat for line in lines)) == (made.net, made.vat)
    standard = [line for line in lines if line.vat_code == "standard"]
    basis = sum(line.net for line in standard)
    assert sum(line.vat for line in standard) == round(basis * Decimal("0.25"), 2)


def test_series_says_account_and_dimension():
    make_seller()
    category = make_priced()
    SeriesAccount.objects.create(series=category.occurrence.series, account="3040", dimension="P17")

    made = invoice(make_priced_places(category)[0].booking)

    assert made.lines.values_list("account", "dimension").get() == ("3040", "P17")


def test_second_click_finds_nothing_left():
    made = make_invoice()

    with pytest.raises(NothingToInvoice):
        invoice(made.booking)

    assert Invoice.objects.count() == 1
    assert NumberSeries.objects.get().last_number == 1


def test_free_waiting_and_cancelled_places_are_not_invoiced():
    make_seller()
    category = make_priced()
    booking = make_place(make_category(category.occurrence)).booking
    make_priced_places(category, booking=booking, state="waiting")
    make_priced_places(category, booking=booking, state="cancelled")

    with pytest.raises(NothingToInvoice):
        invoice(booking)


def test_a_place_added_later_gets_an_invoice_of_its_own():
    first = make_invoice()
    make_priced_places(first.booking.places.get().category, booking=first.booking)

    second = invoice(first.booking)

    assert (second.shown_number, second.gross) == ("2026-000002", Decimal(1250))


def test_wrong_invoice_is_credited_and_made_anew():
    first = make_invoice()
    credit_whole(invoice=first, reason="Feil mottaker", by=None, at=AT)
    change_payer(booking=first.booking, details=Details(name="Nordvik IKS", address="Kaia 2"), by=None, at=AT)

    second = invoice(first.booking)

    first.refresh_from_db()
    assert (first.recipient_name, second.recipient_name) == ("Ingrid Moen", "Nordvik IKS")
    assert list(InvoicedPlace.objects.values_list("turn", flat=True)) == [0, 1]


def test_price_is_the_one_that_was_booked():
    make_seller()
    category = make_priced("1000.00")
    booking = make_priced_places(category)[0].booking
    TicketCategory.objects.filter(pk=category.pk).update(price=Decimal(5000))

    assert invoice(booking).net == Decimal(1000)


@pytest.mark.parametrize("missing", [{"name": ""}, {"number": "123"}, {"address": " "}, {"account": "", "iban": ""}])
def test_nothing_is_issued_while_the_seller_is_incomplete(missing):
    booking = make_priced_places(make_priced())[0].booking
    make_seller(**missing)

    with pytest.raises(SellerIncomplete) as refused:
        invoice(booking)

    assert len(refused.value.missing) == 1
    assert not NumberSeries.objects.exists()


def test_who_is_not_registered_asks_for_no_vat():
    booking = make_priced_places(make_priced())[0].booking
    make_seller(vat_registered=False)

    with pytest.raises(VatNotRegistered):
        invoice(booking)


def test_vat_is_not_stated_in_foreign_money():
    make_seller()
    occurrence = make_occurrence(timezone="Europe/Stockholm")

    with pytest.raises(VatInForeignMoney):
        invoice(make_priced_places(make_priced(occurrence=occurrence))[0].booking)
    exempt = make_priced(occurrence=occurrence, vat_code="exempt", name="Fritatt")
    assert invoice(make_priced_places(exempt)[0].booking).currency == "SEK"


def test_public_body_without_reference_is_not_invoiced():
    make_seller()
    category = make_priced()
    booking = make_booking(category.occurrence, organisation=make_organisation(kind="municipality", number=NUMBER))
    make_priced_places(category, booking=booking)

    with pytest.raises(InvoiceDetailsMissing) as refused:
        invoice(booking)

    assert list(refused.value.fields) == ["reference"]


def in_register(**fields):
    organisation = make_organisation("Skogdal kommune", number=NUMBER, **fields)
    return InvoiceAddress.objects.create(
        organisation=organisation, email="faktura@skogdal.example.org", address="Kommunevegen 3\n2485 Skogdal"
    )


def typed_by_guest(**typed):
    """A guest's booking that costs, with what they wrote about who pays; and the invoice."""
    make_seller()
    booking = order(make_priced(), somebody(1), terms={"extras": {"payer": {"number": NUMBER, **typed}}})
    return booking, invoice(booking)


def test_what_a_guest_left_empty_is_taken_from_the_register_when_it_is_issued():
    in_register()

    booking, made = typed_by_guest()

    assert (made.recipient_email, made.recipient_address) == (
        "faktura@skogdal.example.org",
        "Kommunevegen 3\n2485 Skogdal",
    )
    assert (booking.payer.email, booking.payer.address) == ("", "")
    assert OutboxMessage.objects.get(kind="invoicing/mail/invoice").to_address == "faktura@skogdal.example.org"


def test_what_a_guest_typed_is_kept():
    in_register()

    _booking, made = typed_by_guest(invoice_email="kari@skogdal.example.org", address="Storgata 1")

    assert (made.recipient_email, made.recipient_address) == ("kari@skogdal.example.org", "Storgata 1")


@pytest.mark.parametrize("fields", [None, {"state": "pending"}, {"country": "SE"}], ids=["none", "pending", "abroad"])
def test_number_the_register_does_not_know_goes_to_who_booked(fields):
    if fields:
        in_register(**fields)

    booking, made = typed_by_guest()

    assert (made.recipient_email, made.recipient_address) == (booking.email, "")


def test_invoice_is_never_changed():
    made = make_invoice()

    with pytest.raises(Unchangeable):
        made.save()
    with pytest.raises(Unchangeable):
        InvoiceLine.objects.update(text="x")
    with pytest.raises(Unchangeable):
        made.delete()


def test_database_refuses_a_place_on_two_lines():
    made = make_invoice()
    there = InvoicedPlace.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        InvoicedPlace.objects.create(line=there.line, place=there.place, turn=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        InvoiceLine.objects.bulk_create([_line_like(made.lines.get(), gross=Decimal(1))])


def test_invoice_is_posted_once_to_who_pays():
    made = make_invoice(payer={"email": "faktura@elvestad.example.org"})

    message = OutboxMessage.objects.get(kind="invoicing/mail/invoice")
    assert (message.to_address, made.shown_number in message.subject) == ("faktura@elvestad.example.org", True)


def test_cancelled_place_is_not_credited_by_itself():
    made = make_invoice()
    cancel_place(place=made.booking.places.get(), by=None, at=AT, staff=True)

    assert not made.credit_notes.exists()


def _line_like(line, **fields):
    values = {field.name: getattr(line, field.name) for field in InvoiceLine._meta.fields if field.name != "id"}
    return InvoiceLine(**{**values, "position": 9, **fields})
