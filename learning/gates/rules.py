"""Who may waive, and who may see what stands behind it."""

from datetime import datetime
from typing import Any

from ..models import Course
from ..rules import is_in_staff
from .models import Waiver


def may_waive(user: Any, course: Course, *, at: datetime) -> bool:
    """Those who teach or own the course."""
    return is_in_staff(user, course, at=at)


def may_see_evidence(user: Any, waiver: Waiver, *, at: datetime) -> bool:
    """The learner it is about, and whoever may waive in the course."""
    if not user.is_authenticated:
        return False
    return waiver.learner_id == user.pk or may_waive(user, waiver.course, at=at)
