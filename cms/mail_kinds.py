"""The kinds of message the contact form writes."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from .mail.messages import register


def register_kinds() -> None:
    register("cms/mail/contact_receipt", name=_("Contact form: receipt to the sender"), sample=sample_message)
    register("cms/mail/contact_received", name=_("Contact form: the message to the centre"), sample=sample_message)


def sample_message() -> dict[str, Any]:
    message = SimpleNamespace(
        reference="K7MQ2R9TX4WB",
        name="Ingrid Moen",
        email="ingrid@example.org",
        subject="Kurs for vertskommuner",
        message="Hei!\n\nHar dere plass til tolv fra Skogdal i mars?",
        sent_at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
    )
    return {"message": message}
