"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from typing import Any

from events.rules import may_run_events

from .models import Exhibitor


def may_run_fairs(user: Any) -> bool:
    """Make packages, answer applications and see whom exhibitors send: those who run events. Never their leads."""
    return may_run_events(user)


def is_contact(user: Any, exhibitor: Exhibitor) -> bool:
    """Applied by this person. Who has the exhibitor's link is asked elsewhere."""
    return bool(user.is_authenticated and exhibitor.contact_id == user.pk)
