from datetime import timedelta

import pytest

from cms.mail.render import render_message
from events.invoicing.mails import invoice_issued
from tests.factories.events import AT
from tests.factories.invoicing import make_invoice, pay

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["invoice", "reminder", "credit_note"])
def test_first_sentence_begins_as_one(name):
    """After “Hello Skogdal kommune,” in English, and after “Hei, Skogdal kommune!” in others."""
    text = render_message(f"invoicing/mail/{name}", language="en", context={"name": "Skogdal kommune"}).text

    assert text.partition("Hello Skogdal kommune,")[2].strip()[0].isupper()


@pytest.mark.parametrize(
    ("paid", "asked"),
    [("0", ["1 250,00"]), ("1000", ["1 250,00", "250,00"]), ("1250", [])],
    ids=["none", "part", "all"],
)
def test_sent_again_it_asks_for_what_is_left(paid, asked):
    invoice = make_invoice()
    if paid != "0":
        pay(invoice, paid)

    message = invoice_issued(invoice, at=AT + timedelta(days=1), again=True)

    for text in (message.text.replace("\u00a0", " "), message.html.replace("\u00a0", " ")):
        assert [one for one in ("NOK 1 250,00", "NOK 250,00") if one in text] == [f"NOK {one}" for one in asked]
        assert ("1234 56 78903" in text) == bool(asked)
