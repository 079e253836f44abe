"""The kinds of message exhibitors get."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.messages import register

from .enums import ExhibitorState
from .mails import FOLDER

KINDS = (
    ("exhibitor_applied", _("Somebody has applied for a stand")),
    ("exhibitor_offered", _("A stand is offered to somebody who waits")),
    ("exhibitor_confirmed", _("An exhibitor is confirmed")),
    ("exhibitor_changed", _("An exhibitor has got another package")),
    ("exhibitor_unnamed", _("Somebody at a stand does not come")),
    ("exhibitor_ended", _("An exhibitor is not approved, or gives the stand back")),
    ("exhibitor_link", _("An exhibitor gets the link to their page again")),
    ("exhibitor_tasks", _("An exhibitor is reminded of tasks")),
)


def register_kinds() -> None:
    for name, words in KINDS:
        register(f"{FOLDER}/{name}", name=words, sample=sample)


def sample() -> dict[str, Any]:
    return {
        "name": "Kristin Haugen",
        "organisation": "Nordlys Nødstrøm AS",
        "package": "Stor stand",
        "former": "Liten stand",
        "price": "18 000 kr uten mva.",
        "confirmed": True,
        "person": "Tore Myklebust",
        "title": "Beredskapskonferansen 2027",
        "when": "25. februar 2027, 10.00–15.00",
        "until": "3. desember 2026, 14.00",
        "stand": "B7",
        "waits": False,
        "state": str(ExhibitorState.REFUSED.value),
        "because": "Salen er dessverre full.",
        "tasks": [{"title": "Send logo", "until": "14. januar 2027"}],
        "url": "https://samvirke.example.org/exhibiting/sample/",
        "scan_url": "https://samvirke.example.org/exhibiting/scan/sample/",
    }
