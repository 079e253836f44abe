"""The kinds of message assignments write."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.enums import Topic
from cms.mail.messages import register


def register_kinds() -> None:
    register(
        "assignments/mail/feedback",
        name=_("Feedback on an assignment"),
        category=Topic.LEARNING,
        sample=sample_feedback,
    )


def sample_feedback() -> dict[str, Any]:
    return {
        "name": "Ingrid Moen",
        "title": "Varslingsliste for din kommune",
        "is_correction": False,
        "url": "https://samvirke.example.org/learn/beredskapsplikten-pa-en-dag/",
    }
