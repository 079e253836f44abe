"""The kinds of message networks write. What one may do without says so: members choose how they want it."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.enums import ESSENTIAL, Topic
from cms.mail.messages import register

from .mails import FOLDER

KINDS = (
    ("invitation", _("Somebody is invited to a network"), ESSENTIAL),
    ("somebody_asks", _("Somebody asks to join a network"), ESSENTIAL),
    ("request_answered", _("A request to join a network is answered"), ESSENTIAL),
    ("removed", _("Somebody is removed from a network"), ESSENTIAL),
    ("minutes_published", _("Minutes of a meeting are published"), Topic.NETWORKS),
    ("letter", _("What leaders and staff write to members of a network"), Topic.NETWORKS),
)


def register_kinds() -> None:
    for name, words, category in KINDS:
        register(f"{FOLDER}/{name}", name=words, category=category, sample=sample)


def sample() -> dict[str, Any]:
    """Values for every message of networks."""
    return {
        "to": "Ingrid Moen",
        "name": "Farid Rahimi",
        "sender": "Bente Solli",
        "organisation": "Elvestad kommune",
        "title": "Nettverk for beredskapsrådgivere i Østerhei",
        "reason": "Jeg har overtatt som beredskapsrådgiver.",
        "answer": "Nettverket er for kommuner.",
        "approved": True,
        "when": "4. mars 2027, 09.00–10.00",
        "correction": "Fristen for å melde inn aggregater er 1. april.",
        "subject": "Møtet neste uke",
        "words": "Ta med oversikten over nødstrøm.",
        "expires_at": datetime(2027, 3, 18, 9, 0, tzinfo=UTC),
        "url": "https://samvirke.example.org/networks/0b6f0a52-6f0e-4f39-9f0a-1d6a8a8f7c11/",
    }
