"""What stands on the papers, read back out of them."""

import io
from decimal import Decimal

import pypdf
import pytest
from django.test import override_settings
from django.utils import translation

from cms.mail.email import as_email
from cms.mail.models import OutboxMessage
from events.enums import VAT_RATES, VatCode
from events.invoicing.documents import credit_note_pdf, invoice_facts, invoice_pdf
from events.invoicing.domain.credits import credit_whole
from tests.factories.events import AT
from tests.factories.invoicing import NUMBER, make_booking, make_invoice, make_priced, make_priced_places, make_seller

pytestmark = pytest.mark.django_db


def text_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split()).replace("\u00a0", " ")


def test_invoice_says_what_the_law_asks():
    invoice = make_invoice(number=2, payer={"number": NUMBER, "reference": "Kari N", "address": "Torget 1"})

    said = text_of(invoice_pdf(invoice))

    parties = ("Samvirke", "923 609 016 MVA", "Elvestad kommune", "974 760 673", "Torget 1", "Kari N")
    facts = ("2026-000001", "1234 56 78903", "Elvestad kulturhus", "Langvarig strømbrudd", "NOK", "25 %")
    assert [one for one in (*parties, *facts) if one not in said] == []
    assert all(amount in said for amount in ("2 000,00", "500,00", "2 500,00"))


def test_who_is_not_registered_has_no_mva_behind_the_number():
    invoice = make_invoice(make_priced(vat_code="exempt"))
    make_seller(vat_registered=False)
    second = make_invoice_unregistered()

    assert "016 MVA" in text_of(invoice_pdf(invoice))
    assert "016 MVA" not in text_of(invoice_pdf(second))


def make_invoice_unregistered():
    from events.invoicing.domain.invoices import invoice_booking
    from tests.factories.invoicing import make_priced_places

    booking = make_priced_places(make_priced(vat_code="exempt"))[0].booking
    return invoice_booking(booking=booking, by=None, at=AT)


def test_credit_note_names_its_invoice():
    invoice = make_invoice()
    note = credit_whole(invoice=invoice, reason="Feil mottaker", by=None, at=AT)

    said = text_of(credit_note_pdf(note))

    assert all(one in said for one in ("K2026-000001", "2026-000001", "Feil mottaker", "1 250,00"))


def test_rate_is_that_of_the_day_of_issue_also_on_a_later_credit_note(monkeypatch):
    invoice = make_invoice()
    monkeypatch.setitem(VAT_RATES, VatCode.STANDARD, Decimal(27))
    note = credit_whole(invoice=invoice, reason="Feil mottaker", by=None, at=AT)

    said = [text_of(invoice_pdf(invoice)), text_of(credit_note_pdf(note))]

    assert [("25 %" in one, "27 %" in one) for one in said] == [(True, False), (True, False)]


def test_basis_and_vat_stand_by_rate():
    occurrence = make_priced().occurrence
    booking = make_booking(occurrence)
    for number, code in enumerate(["standard", "standard", "middle", "exempt"]):
        category = make_priced(f"{number + 1}00.00", vat_code=code, occurrence=occurrence, name=f"N{number}")
        make_priced_places(category, booking=booking)
    invoice = make_invoice(make_priced("7.00", occurrence=occurrence, name="N"), booking=booking)

    with translation.override("en"):
        rates = [(row["rate"], row["basis"], row["vat"]) for row in invoice_facts(invoice)["rates"]]

    assert rates == [
        ("exempt", "NOK 400.00", "NOK 0.00"),
        ("15 %", "NOK 300.00", "NOK 45.00"),
        ("25 %", "NOK 307.00", "NOK 76.75"),
    ]


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_paper_is_tagged_and_in_the_language_of_the_reader(language):
    category = make_priced()
    invoice = make_invoice(category, booking=make_booking(category.occurrence, language=language))

    reader = pypdf.PdfReader(io.BytesIO(invoice_pdf(invoice)))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == language


def test_kid_stands_on_the_paper_and_in_the_mail():
    make_seller(takes_kid=True)
    invoice = make_invoice()

    said = text_of(invoice_pdf(invoice))

    assert ("KID: 20260000011" in said, "Merk betalingen" in said) == (True, False)
    message = OutboxMessage.objects.get(kind="invoicing/mail/invoice")
    assert ["20260000011" in text for text in (message.text, message.html)] == [True, True]


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_mail_carries_the_paper():
    invoice = make_invoice()

    mail = as_email(OutboxMessage.objects.get(kind="invoicing/mail/invoice"), at=AT)

    [(name, content, kind)] = [tuple(one)[:3] for one in mail.attachments]
    assert (kind, invoice.shown_number in name, content[:4]) == ("application/pdf", True, b"%PDF")
    assert invoice.shown_number in text_of(content)
