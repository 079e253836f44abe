"""The kinds of message about invoices."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.messages import register

from .mails import FOLDER, papers_of

KINDS = (
    ("invoice", _("An invoice")),
    ("credit_note", _("A credit note")),
    ("reminder", _("A reminder of an invoice")),
)


def register_kinds() -> None:
    for name, words in KINDS:
        register(f"{FOLDER}/{name}", name=words, sample=sample, attach=papers_of)


def sample() -> dict[str, Any]:
    return {
        "name": "Elvestad kommune",
        "number": "2027-000042",
        "invoice_number": "2027-000042",
        "title": "Langvarig strømbrudd",
        "amount": "NOK 2 400,00",
        "left": "NOK 2 400,00",
        "due": "25. mars 2027",
        "account": "1234 56 78903",
        "kid": "20270000423",
        "seller": "Samvirke",
        "reason": "Plassen er gitt tilbake.",
        "step": 1,
        "url": "https://samvirke.example.org/bookings/sample/",
    }
