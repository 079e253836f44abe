"""The kinds of message the mailbox itself writes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .enums import DIGEST
from .mails import DIGEST_FOLDER, Item
from .messages import register


def register_kinds() -> None:
    register(DIGEST_FOLDER, name=_("Digest"), category=DIGEST, sample=sample_digest)


def sample_digest() -> dict[str, Any]:
    items = [
        Item(
            "Kursbeviset ditt går snart ut",
            "https://samvirke.example.org/me/",
            "Helhetlig ROS i praksis, 1. mars 2027.",
        ),
        Item("Nytt kurs", "", "Stabsarbeid og loggføring er åpent for påmelding."),
    ]
    return {"items": items, "name": "Ingrid Moen"}
