"""The kinds of message requirements write."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.enums import Topic
from cms.mail.messages import register
from cms.people.enums import MembershipRole


def register_kinds() -> None:
    register(
        "requirements/mail/obligation_due",
        name=_("What a role asks for is due"),
        category=Topic.REMINDERS,
        sample=sample_reminder,
    )
    register(
        "requirements/mail/organisation_digest",
        name=_("What is missing in an organisation"),
        category=Topic.REMINDERS,
        sample=sample_digest,
    )


def sample_reminder() -> dict[str, Any]:
    return {
        "to": SimpleNamespace(name="Ingrid Moen"),
        "name": "ROS-kompetanse",
        "title": "Helhetlig ROS i praksis",
        "role": MembershipRole.PREPAREDNESS_ADVISER.label,
        "organisation": SimpleNamespace(name="Skogdal kommune"),
        "due_on": date(2027, 1, 27),
        "again": True,
        "overdue": False,
        "source_text": "Forskrift om kommunal beredskapsplikt § 7",
        "my_day_url": "https://samvirke.example.org/me/",
    }


def sample_digest() -> dict[str, Any]:
    adviser = {"role": MembershipRole.PREPAREDNESS_ADVISER.label, "name": "ROS-kompetanse"}
    keeper = {"role": MembershipRole.LOG_KEEPER.label, "name": "Stab og logg"}
    return {
        "to": SimpleNamespace(name="Håkon Nygård"),
        "organisation": SimpleNamespace(name="Skogdal kommune"),
        "overdue": [adviser | {"person": "Ingrid Moen", "due_on": date(2026, 10, 1)}],
        "vacant": [keeper | {"person": "", "due_on": None}],
        "due_soon": [adviser | {"person": "Áilu Somby", "due_on": date(2027, 1, 12)}],
        "address": "https://samvirke.example.org/organisation/sample/requirements/",
    }
