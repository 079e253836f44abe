"""The accounts keep what the law says; the rest is let go of."""

from datetime import timedelta

import pytest

from cms.privacy.answers import Subject, all_answers
from cms.privacy.domain.erasure import erase_person
from cms.privacy.domain.retention import apply_one
from events.invoicing.models import Invoice, Payer
from tests.factories.events import AT, STARTS, make_booking
from tests.factories.invoicing import make_invoice, make_priced, pay
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase():
    category, user = make_priced(), make_user("Åse Ødegård", email="ase@example.org")
    booking = make_booking(category.occurrence, contact=user)
    pay(make_invoice(category, booking=booking, payer={"name": "Åse Ødegård", "email": "ase@example.org"}), "1250")
    return user


def test_person_gets_all_of_it(ase):
    subject = Subject.of(ase)

    labels = {one.label for one in all_answers() if one.label.startswith("invoicing.") and one.export(subject)}

    assert labels == {"invoicing.payer", "invoicing.invoice", "invoicing.payment"}


def test_invoice_stays_and_the_payer_goes(ase):
    erase_person(user=ase, by=None, at=AT)

    assert Invoice.objects.get().recipient_name == "Åse Ødegård"
    payer = Payer.objects.get()
    assert (payer.name, payer.email) == ("", "")


def test_private_names_go_when_the_law_lets_them(ase):
    apply_one("invoicing.recipients", at=AT + timedelta(days=5 * 365))
    assert Invoice.objects.get().recipient_name == "Åse Ødegård"

    apply_one("invoicing.recipients", at=AT + timedelta(days=6 * 366 + 1))

    invoice = Invoice.objects.get()
    assert (invoice.recipient_name, invoice.recipient_email, invoice.gross) == ("", "", 1250)


def test_payers_go_two_years_after_the_day(ase):
    apply_one("invoicing.payers", at=STARTS + timedelta(days=729))
    assert Payer.objects.exists()

    apply_one("invoicing.payers", at=STARTS + timedelta(days=732))

    assert not Payer.objects.exists()
