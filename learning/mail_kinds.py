"""The kinds of message learning writes."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.enums import Topic
from cms.mail.messages import register


def register_kinds() -> None:
    register(
        "learning.certificate_issued",
        folder="learning/mail/certificate_issued",
        name=_("Certificate issued"),
        sample=sample_certificate,
    )
    register(
        "learning/mail/certificate_expires",
        name=_("Certificate runs out"),
        category=Topic.REMINDERS,
        sample=sample_certificate,
    )


def sample_certificate() -> dict[str, Any]:
    site = "https://samvirke.example.org"
    certificate = SimpleNamespace(
        holder_name="Ingrid Moen",
        title="Helhetlig ROS i praksis",
        number="2026-000123",
        code="K7MQ-2R9T-X4WB",
        valid_until=date(2029, 11, 2),
    )
    return {
        "certificate": certificate,
        "verify_url": f"{site}/verify/K7MQ-2R9T-X4WB/",
        "document_url": f"{site}/me/",
        "my_day_url": f"{site}/me/",
    }
