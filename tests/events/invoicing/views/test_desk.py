"""Money on the coordinator's desk."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine

from cms.mail.models import OutboxMessage
from cms.people.domain.roles import set_up_roles
from cms.people.roles import COORDINATOR, DOOR_STAFF
from events.domain.occurrences import cancel
from events.domain.places import cancel_place
from events.invoicing.domain.credits import Part, credit, credit_whole
from events.invoicing.models import CreditNote, Invoice, InvoiceRun, KeptCharge, Payer, Payment, Refund, Reminder
from tests.factories.events import AT, make_booking
from tests.factories.invoicing import (
    NUMBER,
    make_invoice,
    make_paid_booking,
    make_priced,
    make_priced_places,
    make_seller,
    pay,
)
from tests.factories.people import make_holder_of, make_organisation
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def coordinator():
    set_up_roles(at=AT)
    return make_holder_of(COORDINATOR, language="en")


@pytest.fixture
def client(coordinator):
    return signed_in(coordinator)


def words(response):
    return " ".join(response.content.decode().split())


def at(invoice, rest=""):
    return f"/admin/invoices/{invoice.pk}/{rest}"


def of_event(category, rest=""):
    return f"/admin/invoices/event/{category.occurrence.pk}/{rest}"


def test_panel_of_the_desk_tells_the_sums(client):
    category = make_priced()
    make_priced_places(category, 2)
    make_invoice(category)

    said = words(client.get(f"/admin/events/{category.occurrence.pk}/"))

    assert "2 places to invoice, NOK 2,000.00 without VAT" in said
    assert ("NOK 1,250.00 invoiced" in said, "Unpaid: 1" in said) == (True, True)


def test_what_is_credited_and_to_be_paid_back_is_told(client):
    invoice = make_invoice(number=2)
    category = invoice.booking.places.first().category
    pay(invoice, "2500")
    credit(invoice=invoice, parts=[Part(invoice.lines.get().pk, 1)], reason="", by=None, at=AT)

    said = words(client.get(of_event(category)))

    assert "NOK 1,250.00 invoiced (NOK 2,500.00, of which NOK 1,250.00 is credited)" in said
    assert ("NOK 0.00 left to pay" in said, "NOK 1,250.00 to be paid back" in said) == (True, True)
    listed = words(client.get("/admin/invoices/"))
    assert ("NOK 1,250.00 to be paid back" in listed, "-1,250.00" in listed) == (True, False)


def confirm(client, address, **fields):
    """Look at the page before, and say yes."""
    return client.post(address, {"shown": client.get(address).context["shown"]}, **fields)


def test_button_invoices_a_booking(client):
    make_seller()
    category = make_priced()
    booking = make_priced_places(category, 2)[0].booking

    address = of_event(category, f"booking/{booking.pk}/")
    said = words(client.get(address))
    assert ("1 invoice is issued: NOK 2,500.00 with VAT." in said, booking.email in said) == (True, True)
    assert not Invoice.objects.exists()

    answer = confirm(client, address)

    assert answer["location"] == at(Invoice.objects.get())
    assert "Nothing is left to invoice" in words(client.get(of_event(category)))
    assert confirm(client, address)["location"] == address
    assert Invoice.objects.count() == 1


def test_nothing_is_issued_that_was_not_shown(client):
    make_seller()
    category = make_priced()
    booking = make_priced_places(category)[0].booking
    shown = {rest: client.get(of_event(category, rest)).context["shown"] for rest in ("all/", f"booking/{booking.pk}/")}
    make_priced_places(category, booking=booking)

    for rest, mark in shown.items():
        for typed in ({"shown": mark}, {}):
            said = words(client.post(of_event(category, rest), typed, follow=True))
            assert "changed since this page was shown" in said
            assert "NOK 2,500.00 with VAT" in said
    assert (Invoice.objects.count(), InvoiceRun.objects.count()) == (0, 0)


def test_page_before_tells_who_gets_none(client):
    make_seller()
    category = make_priced()
    municipality = make_organisation(kind="municipality")
    make_priced_places(category, booking=make_booking(category.occurrence, organisation=municipality))
    make_priced_places(category)

    said = words(client.get(of_event(category, "all/")))

    assert ("1 invoice is issued" in said, "Gets none: Something is missing about who pays" in said) == (True, True)


def test_price_is_never_taken_from_what_was_sent(client):
    make_seller()
    category = make_priced()
    booking = make_priced_places(category)[0].booking

    address = of_event(category, f"booking/{booking.pk}/")
    shown = client.get(address).context["shown"]
    client.post(address, {"shown": shown, "price": "1", "net": "1", "gross": "1"})

    assert Invoice.objects.get().gross == 1250


def test_missing_seller_is_told_with_the_way_to_mend_it(client):
    category = make_priced()
    booking = make_priced_places(category)[0].booking

    answer = confirm(client, of_event(category, f"booking/{booking.pk}/"), follow=True)

    assert "Yes, issue and send" not in words(answer)
    assert "the name of the seller" in words(answer)
    assert "/admin/settings/invoicing/invoicesettings/" in words(answer)
    assert not Invoice.objects.exists()


def test_missing_reference_is_mended_by_staff(client):
    make_seller()
    category = make_priced()
    municipality = make_organisation("Elvestad kommune", kind="municipality", number=NUMBER)
    booking = make_booking(category.occurrence, organisation=municipality)
    make_priced_places(category, booking=booking)
    address = of_event(category, f"booking/{booking.pk}/payer/")
    confirm(client, of_event(category, f"booking/{booking.pk}/"))
    assert not Invoice.objects.exists()

    typed = {"name": "Elvestad kommune", "country": "no", "number": NUMBER, "is_public": "on", "email": "f@example.org"}
    refused = client.post(address, typed)
    said = words(refused)
    assert (refused.status_code, "buyer reference" in said, "f@example.org" in said) == (422, True, True)

    assert client.post(address, {**typed, "reference": "Kari N"}).status_code == 302
    assert Payer.objects.get().reference == "Kari N"
    confirm(client, of_event(category, f"booking/{booking.pk}/"))
    assert Invoice.objects.get().buyer_reference == "Kari N"


def test_all_are_invoiced_in_the_background(client, django_capture_on_commit_callbacks):
    make_seller()
    category = make_priced()
    for _one in range(3):
        make_priced_places(category)

    with django_capture_on_commit_callbacks() as later:
        answer = confirm(client, of_event(category, "all/"))
    run = InvoiceRun.objects.get()
    assert answer["location"] == of_event(category, f"run/{run.pk}/")
    said = words(client.get(answer["location"]))
    assert ("0 of 3 bookings looked at" in said, 'value="0" max="3"' in said) == (True, True)
    assert ('http-equiv="refresh"' in said, "hx-trigger" in said) == (True, True)

    from events.invoicing.tasks import advance

    advance(run.pk)
    assert later
    said = words(client.get(answer["location"]))
    assert ("3 of 3 bookings looked at" in said, 'value="3" max="3"' in said) == (True, True)
    assert ('http-equiv="refresh"' in said, "hx-trigger" in said) == (False, False)
    assert all(f'href="{at(invoice)}"' in said for invoice in Invoice.objects.all())


def test_payment_is_registered_once(client):
    invoice, key = make_invoice(), str(uuid.uuid4())
    typed = {"key": key, "amount": "1250.00", "on": "2026-11-02", "source": "bank", "reference": "DNB 1"}

    for _click in range(2):
        assert client.post(at(invoice, "payment/"), typed).status_code == 302

    assert Payment.objects.count() == 1
    again = client.post(at(make_invoice(), "payment/"), {**typed, "key": str(uuid.uuid4())})
    assert (again.status_code, "written down already" in words(again)) == (422, True)


@pytest.mark.parametrize("amount", ["-1", "0", "abc", "1.005", "99999999999999"])
def test_amounts_that_make_no_sense_come_back(client, amount):
    typed = {"key": str(uuid.uuid4()), "amount": amount, "on": "2026-11-02", "source": "bank", "note": "fra banken"}

    answer = client.post(at(make_invoice(), "payment/"), typed)

    assert (answer.status_code, "fra banken" in words(answer), "0.01" in words(answer)) == (422, True, False)
    assert ("Write an amount above 0." in words(answer)) == (amount in {"-1", "0"})
    assert not Payment.objects.exists()


def test_payment_is_taken_back_and_the_rest_paid_back(client):
    invoice = make_invoice()
    wrong = pay(invoice, "12500")
    pay(invoice, "1300")

    client.post(at(invoice, f"payment/{wrong.pk}/take-back/"), {"note": "En null for mye"})
    client.post(at(invoice, "refund/"), {"key": str(uuid.uuid4()), "amount": "50", "on": "2026-11-02"})

    assert [int(one) for one in Payment.objects.values_list("amount", flat=True)] == [12500, 1300, -12500]
    assert Refund.objects.get().amount == 50
    assert "taken back" in words(client.get(at(invoice)))


def test_payment_of_another_invoice_is_not_found(client):
    payment = pay(make_invoice(), "1")

    assert client.post(at(make_invoice(), f"payment/{payment.pk}/take-back/")).status_code == 404


def test_place_given_back_is_proposed_for_credit(client):
    invoice = make_invoice(number=2)
    category = invoice.booking.places.first().category
    cancel_place(place=invoice.booking.places.first(), by=None, at=AT, staff=True)
    line = invoice.lines.get()

    assert "Invoiced, but given back" in words(client.get(of_event(category)))
    assert f'name="line-{line.pk}" value="1"' in words(client.get(at(invoice, "credit/")))
    key = str(uuid.uuid4())
    for _click in range(2):
        client.post(
            at(invoice, "credit/"), {"key": key, f"line-{line.pk}": "1", "reason": "Avbestilt", "then": "again"}
        )

    assert CreditNote.objects.get().gross == 1250
    assert "Invoiced, but given back" not in words(client.get(of_event(category)))


def test_more_than_the_line_comes_back(client):
    invoice = make_invoice(number=2)
    line = invoice.lines.get()

    typed = {"key": str(uuid.uuid4()), f"line-{line.pk}": "3", "reason": "Avbestilt", "then": "again"}
    answer = client.post(at(invoice, "credit/"), typed)

    assert (answer.status_code, "Avbestilt" in words(answer)) == (422, True)
    assert not CreditNote.objects.exists()


def test_everything_is_credited_once_and_comes_back_with_a_mark(client):
    invoice, key = make_invoice(number=3), str(uuid.uuid4())
    page = of_event(invoice.booking.places.first().category)
    typed = {"key": key, "everything": "on", "then": "again"}

    for _click in range(2):
        assert client.post(at(invoice, "credit/"), typed)["location"] == at(invoice)

    assert CreditNote.objects.get().gross == invoice.gross
    marked = f'Credited before: <a href="{at(invoice)}">2026-000001</a>'
    assert [marked in words(client.get(page + rest)) for rest in ("", "all/")] == [True, True]


def test_what_is_not_to_be_paid_is_not_invoiced_with_all(client):
    invoice = make_invoice(number=2)
    category = invoice.booking.places.first().category
    client.post(at(invoice, "credit/"), {"key": str(uuid.uuid4()), "everything": "on", "then": "waived"})

    said, address = words(client.get(of_event(category))), of_event(category, f"booking/{invoice.booking.pk}/?waived=1")
    assert ("Nothing is left to invoice" in said, "Credited, and not to be paid" in said) == (True, True)
    assert "is not to be paid" in words(client.get(at(invoice)))
    assert (client.get(of_event(category, "all/")).context["rows"], f'href="{address}"' in said) == ([], True)

    confirm(client, address)

    assert Invoice.objects.count() == 2
    assert "Credited, and not to be paid" not in words(client.get(of_event(category)))


def test_what_becomes_of_the_places_must_be_said(client):
    answer = client.post(at(make_invoice(), "credit/"), {"key": str(uuid.uuid4()), "everything": "on"})

    assert (answer.status_code, CreditNote.objects.exists()) == (422, False)


def test_staff_say_that_it_is_paid_all_the_same(client):
    invoice = make_invoice()
    place = invoice.booking.places.get()
    cancel_place(place=place, by=None, at=AT, staff=True)

    client.post(of_event(place.category, f"place/{place.invoiced.get().pk}/keep/"), {"reason": "Etter fristen"})

    assert KeptCharge.objects.get().reason == "Etter fristen"


def test_reminder_and_mail_once_more_by_button(client, coordinator):
    invoice = make_invoice()
    client.post(at(invoice, "send-again/"))
    with time_machine.travel(AT + timedelta(days=31), tick=False):
        signed_in(coordinator).post(at(invoice, "remind/"))

    assert Reminder.objects.count() == 1
    kinds = sorted(OutboxMessage.objects.values_list("kind", flat=True))
    assert kinds == ["invoicing/mail/invoice", "invoicing/mail/invoice", "invoicing/mail/reminder"]


def test_what_has_no_address_is_called_sent_by_no_button(client):
    category = make_priced()
    booking = make_priced_places(category, booking=make_paid_booking(category.occurrence, email=""))[0].booking
    make_seller()
    page = of_event(category, f"booking/{booking.pk}/")
    before = words(client.get(page))
    shown = re.search('name="shown" value="([0-9a-f]+)"', before)[1]

    issued = words(client.post(page, {"shown": shown}, follow=True))
    again = words(client.post(at(Invoice.objects.get(), "send-again/"), follow=True))

    assert "none: print it and send it by post" in before
    assert ("print the PDF and send it by post" in issued, "is issued and sent" in issued) == (True, False)
    assert ("Print the PDF and send it by post." in again, "sent once more" in again) == (True, False)
    assert not OutboxMessage.objects.exists()


def test_money_of_a_cancelled_event_is_to_be_credited_and_nothing_invoiced(client):
    category = make_priced()
    make_invoice(category)
    make_priced_places(category)
    cancel(occurrence=category.occurrence, reason="Flom", by=None, at=AT)

    said = words(client.get(of_event(category)))

    assert "The event is cancelled or postponed: nothing is invoiced." in said
    assert ("Invoiced, and the event is cancelled" in said, "its price is another one now" in said) == (True, False)
    assert "1 invoiced place to credit or decide on" in said
    assert "Invoice all" not in said


def test_accounting_of_the_series(client):
    make_seller()
    category = make_priced()

    client.post(of_event(category, "accounting/"), {"account": "3040", "dimension": "P17"})

    assert make_invoice(category).lines.get().dimension == "P17"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("?state=paid", 1),
        ("?state=overdue", 0),
        ("?text=2026-000002", 1),
        ("?text=nobody", 0),
        ("?state=x", 2),
    ],
)
def test_list_is_narrowed(client, query, found):
    pay(make_invoice(), "1250")
    make_invoice()

    page = client.get(f"/admin/invoices/{query}")

    assert len(page.context["rows"]) == found


@pytest.mark.parametrize("form", ["csv", "json"])
def test_accountant_gets_the_period(client, form):
    make_invoice()

    answer = client.get("/admin/invoices/export/", {"since": "2026-01-01", "until": "2026-12-31", "form": form})

    assert b"2026-000001" in b"".join(answer.streaming_content)


def test_period_that_ends_before_it_begins_comes_back(client):
    query = {"since": "2026-12-31", "until": "2026-01-01", "form": "csv"}

    assert client.get("/admin/invoices/export/", query).status_code == 422


def test_papers_open(client):
    invoice = make_invoice()
    client.post(at(invoice, "credit/"), {"key": str(uuid.uuid4()), "everything": "on", "then": "again"})

    for rest in ("pdf/", f"credit/{CreditNote.objects.get().pk}/pdf/"):
        assert client.get(at(invoice, rest)).content.startswith(b"%PDF")


def test_door_staff_see_no_money():
    set_up_roles(at=AT)
    client = signed_in(make_holder_of(DOOR_STAFF, language="en"))

    assert client.get("/admin/invoices/").status_code in {302, 403}


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_same_however_many(client, number):
    category = make_priced()
    for _one in range(number):
        make_invoice(category)
        credit_whole(invoice=make_invoice(category), reason="", waives=True, by=None, at=AT)
        credit_whole(invoice=make_invoice(category), reason="", by=None, at=AT)

    asked = []
    pages = of_event(category), of_event(category, "all/"), f"/admin/events/{category.occurrence.pk}/"
    for address in ("/admin/invoices/", *pages):
        client.get(address)
        with count_queries() as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))

    assert asked == [15, 24, 17, 40]


@pytest.mark.parametrize("named", ["20260000011", "2026 0000 011", "2026-000001"])
def test_money_that_came_in_leads_to_its_invoice(client, named):
    make_seller(takes_kid=True)
    invoice = make_invoice()

    assert client.get("/admin/invoices/payment/", {"named": named})["location"] == at(invoice, "payment/")
    assert [row.invoice for row in client.get("/admin/invoices/", {"text": named}).context["rows"]] == [invoice]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("20260000012", "A digit of this KID is wrong"),
        ("20260000029", "No invoice is called so"),
        ("2026-000002", "No invoice is called so"),
        ("Kari", "No invoice is called so"),
        ("", "This field is required"),
    ],
)
def test_money_that_fits_no_invoice_comes_back(client, named, said):
    make_seller(takes_kid=True)
    make_invoice()

    answer = client.get("/admin/invoices/payment/", {"named": named})

    assert (answer.status_code, said in words(answer), f'value="{named}"' in words(answer)) == (422, True, bool(named))


def test_kid_of_an_invoice_without_one_is_not_found(client):
    make_invoice()

    assert client.get("/admin/invoices/payment/", {"named": "20260000011"}).status_code == 422


def test_invoice_is_found_by_the_number_of_its_credit_note(client):
    invoice, other = make_invoice(), make_invoice()
    credit_whole(invoice=other, reason="", by=None, at=AT)

    said = [words(client.get("/admin/invoices/", {"text": text})) for text in ("K2026-000001", "k2026-000002", "K-1")]

    assert [(at(invoice) in one, at(other) in one) for one in said] == [
        (False, True),
        (False, False),
        (False, False),
    ]
