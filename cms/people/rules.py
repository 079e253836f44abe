"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from datetime import date
from typing import Any

from .enums import MembershipRole
from .models import Organisation
from .queries import current_memberships
from .roles import AUDITOR, COORDINATOR, holds


def is_administrator(user: Any) -> bool:
    return bool(user.is_active and user.is_superuser)


def is_coordinator(user: Any) -> bool:
    return is_administrator(user) or holds(user, COORDINATOR)


def is_auditor(user: Any) -> bool:
    return is_administrator(user) or holds(user, AUDITOR)


def is_contact_of(user: Any, organisation: Organisation, *, on: date) -> bool:
    """A contact person of this very organisation, on this day. One query."""
    if not user.is_authenticated:
        return False
    held = current_memberships(on=on).filter(user=user, organisation=organisation, role=MembershipRole.CONTACT)
    return held.exists()


def may_look_after(user: Any, organisation: Organisation, *, on: date) -> bool:
    """Invite and remove people, approve requests, say which roles there are, export evidence."""
    return is_contact_of(user, organisation, on=on) or is_coordinator(user)
