"""What the privacy app writes to people: one function a message, words in `templates/privacy/mail/`."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from cms.addresses import site_url
from cms.mail.domain.posting import post_rendered
from cms.mail.models import OutboxMessage
from cms.people.models import User

from .models import Erasure, ExportRequest
from .privacy import RECEIPT


def copy_ready(request: ExportRequest, *, at: datetime) -> OutboxMessage:
    """Tell the person that their copy can be fetched. The link leads to their own page, never to the file."""
    return _post("copy_ready", to=request.user, at=at, key=f"privacy.copy_ready:{request.pk}", url=_privacy_url())


def account_unused(user: User, *, erase_on: date, at: datetime) -> OutboxMessage:
    """Warn somebody whose account will be erased unless they sign in."""
    return _post("account_unused", to=user, at=at, erase_on=erase_on, url=site_url(reverse("account_login")))


def person_erased(*, address: str, language: str, erasure: Erasure, at: datetime) -> OutboxMessage:
    """Tell somebody who was erased that it is done. The row goes once it is sent: it holds the address."""
    from .tasks import forget_receipts

    message = post_rendered(
        "privacy/mail/person_erased",
        {"erasure": erasure},
        to=None,
        at=at,
        kind=RECEIPT,
        address=address,
        language=language,
        key=f"{RECEIPT}:{erasure.pk}",
    )
    transaction.on_commit(forget_receipts.delay, robust=True)
    return message


def _post(name: str, *, to: User, at: datetime, key: str | None = None, **context: Any) -> OutboxMessage:
    return post_rendered(
        f"privacy/mail/{name}", {"person": to, **context}, to=to, at=at, kind=f"privacy.{name}", key=key
    )


def _privacy_url() -> str:
    return site_url(reverse("privacy:mine"))
