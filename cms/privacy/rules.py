"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from typing import Any

from cms.people.models import User
from cms.people.rules import is_administrator, is_auditor, is_coordinator

from .models import ExportRequest


def is_own_copy(user: Any, request: ExportRequest) -> bool:
    """A copy is its person's alone: nobody's role opens it."""
    return bool(user.is_authenticated and request.user_id == user.pk)


def may_erase(user: Any, person: User) -> bool:
    """Coordinators erase people who ask the centre; an administrator is erased by an administrator."""
    return is_administrator(user) or (is_coordinator(user) and not person.is_superuser)


def may_count_what_is_due(user: Any) -> bool:
    """Leaves a report, so not for auditors, who change nothing."""
    return is_administrator(user) or is_coordinator(user)


def may_read_privacy_lists(user: Any) -> bool:
    return is_auditor(user) or is_coordinator(user)
