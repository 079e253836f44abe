"""What this app does when learning announces something."""

from typing import Any

from learning.signals import course_completed


def connect() -> None:
    """Called once, when the app is ready."""
    course_completed.connect(completed_a_course)


def completed_a_course(enrolment_id: int, **_: Any) -> None:
    """It may have been the last one of a path."""
    from .tasks import course_was_completed

    course_was_completed.delay(enrolment_id)
