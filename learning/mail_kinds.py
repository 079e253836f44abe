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
    register(
        "learning/mail/passed_after_regrade",
        name=_("Passed, because a question was marked anew"),
        sample=sample_regrade,
    )
    register(
        "learning/mail/update_offered",
        name=_("A course you have completed has something new"),
        category=Topic.LEARNING,
        sample=sample_update,
    )


def sample_regrade() -> dict[str, Any]:
    return {
        "name": "Ingrid Moen",
        "title": "Beredskapsplikten på en dag",
        "lesson": "Prøv deg selv",
        "reason": "To av svarene var riktige, og nøkkelen hadde bare det ene.",
        "lesson_url": "https://samvirke.example.org/learn/beredskapsplikten-pa-en-dag/",
    }


def sample_update() -> dict[str, Any]:
    return {
        "name": "Ingrid Moen",
        "title": "Beredskapsplikten på en dag",
        "lessons": ["Hva forskriften krever", "Prøv deg selv"],
        "minutes": 25,
        "offer_url": "https://samvirke.example.org/learn/beredskapsplikten-pa-en-dag/update/",
    }


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
        "next_url": f"{site}/me/next/12/",
    }
