"""The kinds of message reports write. The report itself can wait, and nobody has to get it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.enums import Topic
from cms.mail.messages import register


def register_kinds() -> None:
    register("reports/mail/report", name=_("Report by mail"), category=Topic.LEARNING, sample=sample_report)
    register("reports/mail/stopped", name=_("Report by mail: stopped"), category=Topic.LEARNING, sample=sample_stopped)


def sample_report() -> dict[str, Any]:
    return {
        "name": "Ingrid Moen",
        "title": "Beredskapsplikten i praksis",
        "period": "16.–22. november 2026",
        "lines": ["40 tar kurset.", "12 har fullført.", "3 kan trenge hjelp."],
        "url": "https://samvirke.example.org/teaching/beredskapsplikten/",
        "fetch_url": "https://samvirke.example.org/me/reports/12/fetch/",
        "reports_url": "https://samvirke.example.org/me/reports/",
    }


def sample_stopped() -> dict[str, Any]:
    return {
        "name": "Ingrid Moen",
        "title": "Beredskapsplikten i praksis",
        "reports_url": "https://samvirke.example.org/me/reports/",
    }
