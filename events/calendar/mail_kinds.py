"""The messages of calendars, for the outbox and its previews."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.messages import register

from .mails import FOLDER

KINDS = (
    ("request", _("A place, for the calendar program")),
    ("cancel", _("A place that is gone, for the calendar program")),
)


def register_kinds() -> None:
    for name, words in KINDS:
        register(f"{FOLDER}/{name}", name=words, sample=sample)


def sample() -> dict[str, Any]:
    site = "https://samvirke.example.org"
    return {
        "title": "Langvarig strømbrudd",
        "when": "25. februar 2027, 10.00–15.00",
        "where": "Elvestad kulturhus",
        "url": f"{site}/events/0b6f0a52-6f0e-4f39-9f0a-1d6a8a8f7c11/",
        "join_url": f"{site}/join/sample/",
    }
