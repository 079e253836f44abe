"""The kinds of message programmes write."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.messages import register

from .mails import FOLDER
from .missing import Missing

KINDS = (
    ("speaker_invited", _("A speaker is asked for profile and consent")),
    ("speaker_reminded", _("A speaker is reminded of what is missing")),
    ("materials_ready", _("Material is ready for those who came")),
)


def register_kinds() -> None:
    for name, words in KINDS:
        register(f"{FOLDER}/{name}", name=words, sample=sample)


def sample() -> dict[str, Any]:
    return {
        "name": "Ingrid Moen",
        "title": "Beredskapskonferansen 2027",
        "when": "25. februar 2027, 10.00–15.00",
        "where": "Elvestad kulturhus",
        "missing": [str(one.label) for one in (Missing.CONSENT, Missing.PHOTO)],
        "url": "https://samvirke.example.org/speaking/sample/",
    }
