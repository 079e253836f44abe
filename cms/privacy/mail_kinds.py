"""The kinds of message about what we keep of a person. All are essential: they asked for them, or must know."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.messages import register

from .privacy import RECEIPT


def register_kinds() -> None:
    register(
        "privacy.copy_ready",
        folder="privacy/mail/copy_ready",
        name=_("Privacy: your copy is ready"),
        sample=sample_values,
    )
    register(
        "privacy.account_unused",
        folder="privacy/mail/account_unused",
        name=_("Privacy: your account will be erased"),
        sample=sample_values,
    )
    register(RECEIPT, folder="privacy/mail/person_erased", name=_("Privacy: you are erased"), sample=sample_values)


def sample_values() -> dict[str, Any]:
    """What any of them shows."""
    return {
        "person": SimpleNamespace(name="Ingrid Moen"),
        "erase_on": date(2027, 1, 4),
        "erasure": SimpleNamespace(pk=17, at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC)),
        "url": "https://samvirke.example.org/me/",
    }
