from typing import Any

from cms.people.rules import is_coordinator


def may_pause(user: Any) -> bool:
    """Coordinators and administrators declare and end crisis pauses."""
    return is_coordinator(user)
