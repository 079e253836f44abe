"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from typing import Any

from cms.people.roles import DOOR_STAFF, holds
from cms.people.rules import is_coordinator

from .models import Booking


def may_run_events(user: Any) -> bool:
    """Make, change and call off occurrences, and see who comes: the centre's coordinators and administrators."""
    return is_coordinator(user)


def may_work_the_door(user: Any) -> bool:
    """Check people in: door staff, who see nothing else, and whoever runs events."""
    return may_run_events(user) or holds(user, DOOR_STAFF)


def is_own_booking(user: Any, booking: Booking) -> bool:
    """Ordered by this person. Whose place it is, and who has the booking's link, is asked elsewhere."""
    return bool(user.is_authenticated and booking.contact_id == user.pk)
