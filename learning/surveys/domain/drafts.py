"""Begun answers of anonymous surveys: kept for the browser they were written in, unreadable for everybody else.

The browser holds a secret in a cookie. From it and the person come the name the draft lies under and the key it is
sealed with, so neither the database nor another person at the same machine can find or read it.
"""

from datetime import date
from typing import Any

from django.utils.crypto import get_random_string, salted_hmac

from ..models import Respondent, SealedDraft
from ..sealing import Unreadable, seal, unseal

SALT = "learning.surveys.drafts"


def new_secret() -> str:
    return get_random_string(43)


def keep_sealed(*, respondent: Respondent, secret: str, draft: dict[str, Any], version: int, on: date) -> None:
    content = seal({"draft": draft, "version": version}, key=_derived(secret, respondent, "key"))
    SealedDraft.objects.update_or_create(
        lookup=_derived(secret, respondent, "lookup"), defaults={"sealed": content, "saved_on": on}
    )


def sealed_draft(*, respondent: Respondent, secret: str) -> dict[str, Any]:
    """What this browser kept for this person: `draft` and `version`; empty without any."""
    kept = SealedDraft.objects.filter(lookup=_derived(secret, respondent, "lookup")).first() if secret else None
    try:
        return unseal(kept.sealed, key=_derived(secret, respondent, "key")) if kept else {}
    except Unreadable:
        return {}


def forget_sealed(*, respondent: Respondent, secret: str) -> None:
    SealedDraft.objects.filter(lookup=_derived(secret, respondent, "lookup")).delete()


def _derived(secret: str, respondent: Respondent, what: str) -> str:
    return salted_hmac(f"{SALT}.{what}", str(respondent.pk), secret=secret, algorithm="sha256").hexdigest()
