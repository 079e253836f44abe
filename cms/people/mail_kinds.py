"""The kinds of message about organisations and who acts for them. All wait for an answer, or are one."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.mail.messages import register

from .enums import JoinRequestState, MembershipRole

NAMES = {
    "invitation": _("Organisation: invitation"),
    "join_answered": _("Organisation: answer to who asked to join"),
    "join_requested": _("Organisation: somebody asks to join"),
    "registration_answered": _("Organisation: answer to who registered it"),
    "registration_waiting": _("Organisation: a new one waits for the centre"),
}


def register_kinds() -> None:
    for name, words in NAMES.items():
        register(f"people.{name}", folder=f"people/mail/{name}", name=words, sample=sample_values)


def sample_values() -> dict[str, Any]:
    """What any of them shows."""
    site = "https://samvirke.example.org"
    ingrid = SimpleNamespace(name="Ingrid Moen", email="ingrid@example.org")
    role = MembershipRole.PREPAREDNESS_ADVISER.label
    request = SimpleNamespace(
        user=ingrid, state=JoinRequestState.APPROVED, get_role_display=role, message="Jeg begynte hos dere i august."
    )
    expires_at = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    return {
        "to": SimpleNamespace(name="Håkon Nygård"),
        "request": request,
        "organisation": SimpleNamespace(name="Skogdal kommune"),
        "shown_name": "Skogdal kommune",
        "reason": "",
        "inviter": "Håkon Nygård",
        "invitation": SimpleNamespace(name=ingrid.name, get_role_display=role, expires_at=expires_at),
        "invitation_url": f"{site}/invitation/sample/",
        "url": f"{site}/me/",
    }
