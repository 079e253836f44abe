"""The kinds of message surveys write. Both can wait, and nobody has to get them."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.enums import Topic
from cms.mail.messages import register

from .enums import AnswerPrivacy


def register_kinds() -> None:
    register("surveys/mail/asked", name=_("Survey: asked to answer"), category=Topic.REMINDERS, sample=sample_survey)
    register("surveys/mail/reminder", name=_("Survey: reminder"), category=Topic.REMINDERS, sample=sample_survey)


def sample_survey() -> dict[str, Any]:
    return {
        "name": "Ingrid Moen",
        "title": "Hva trenger dere?",
        "intro": "Svarene avgjør hva vi lager kurs om neste år.",
        "about": "Beredskapsskolen Østerhei",
        "promise": AnswerPrivacy.ANONYMOUS.label,
        "moment": "once",
        "deadline": datetime(2026, 12, 11, 22, 59, tzinfo=UTC),
        "url": "https://samvirke.example.org/me/surveys/12/",
    }
