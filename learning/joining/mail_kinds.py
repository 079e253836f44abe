"""The kinds of message joining writes."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.enums import ESSENTIAL, Topic
from cms.mail.messages import register

from .mails import FOLDER

KINDS = (
    ("enrolled_for_organisation", _("Enrolled by the organisation"), ESSENTIAL),
    ("enrolled_for_you", _("Enrolled by the staff of a course"), ESSENTIAL),
    ("group_starts", _("A group starts"), Topic.LEARNING),
    ("invitation", _("Invitation to a course"), ESSENTIAL),
    ("request_answered", _("Answer to a request to take a course"), ESSENTIAL),
    ("somebody_asks", _("Somebody asks to take a course"), ESSENTIAL),
    ("withdrawn_for_you", _("Withdrawn by the staff of a course"), ESSENTIAL),
    ("unfinished_course", _("An unfinished course"), Topic.REMINDERS),
)


def register_kinds() -> None:
    for name, words, category in KINDS:
        register(f"{FOLDER}/{name}", name=words, category=category, sample=sample)


def sample() -> dict[str, Any]:
    """Values for every message of joining."""
    site = "https://samvirke.example.org"
    course = f"{site}/learn/beredskapsplikten-pa-en-dag/"
    return {
        "to": SimpleNamespace(name="Ingrid Moen"),
        "name": "Ingrid Moen",
        "sender": "Håkon Nygård",
        "organisation": "Skogdal kommune",
        "title": "Beredskapsplikten på en dag",
        "group": "Vår 2027",
        "starts_on": date(2027, 1, 11),
        "ends_on": date(2027, 3, 12),
        "reason": "Jeg er ny beredskapsrådgiver og skal lede ROS-arbeidet fra nyttår.",
        "approved": False,
        "answer": "Gruppen er for dem som har tatt grunnkurset. Ta det først, så er du velkommen.",
        "expires_at": datetime(2027, 1, 4, 11, 0, tzinfo=UTC),
        "invitation_url": f"{site}/invitation/course/sample/",
        "done": 4,
        "total": 9,
        "lesson": "Hva forskriften krever",
        "minutes": 55,
        "last": False,
        "course_url": course,
        "lesson_url": course,
        "no_url": f"{course}#withdraw",
        "url": f"{site}/admin/joining/",
    }
