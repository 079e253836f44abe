"""The kinds of message happenings write."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.messages import register

from .enums import NoticeKind
from .mails import FOLDER

KINDS = (
    ("confirm_interest", _("Wants to know when sign-up opens")),
    ("occurrence_changed", _("An occurrence is moved, postponed or called off")),
    ("sign_up_opens", _("Sign-up opens")),
)


def register_kinds() -> None:
    for name, words in KINDS:
        register(f"{FOLDER}/{name}", name=words, sample=sample)


def sample() -> dict[str, Any]:
    """Values for every message of happenings."""
    site = "https://samvirke.example.org"
    return {
        "name": "Ingrid Moen",
        "kind": NoticeKind.MOVED,
        "reason": "Kulturhuset er stengt den dagen.",
        "title": "Langvarig strømbrudd",
        "when": "4. mars 2027, 10.00–15.00",
        "where": "Elvestad kulturhus",
        "where_and_how": "Elvestad kulturhus · Med oppmøte",
        "was": "25. februar 2027, 10.00–15.00",
        "was_at": "Elvestad kulturhus",
        "was_then": True,
        "was_elsewhere": False,
        "url": f"{site}/events/0b6f0a52-6f0e-4f39-9f0a-1d6a8a8f7c11/",
        "calendar": "REQUEST",
        "join_url": "",
        "confirm_url": f"{site}/events/interest/sample/",
    }
