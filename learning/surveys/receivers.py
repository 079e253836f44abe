"""What surveys do when something happens in learning. The task is quick; what it misses the tick finds."""

from typing import Any

from learning.signals import course_completed, enrolled


def connect() -> None:
    """Called once, when the app is ready."""
    for signal in (course_completed, enrolled):
        signal.connect(ask_people, dispatch_uid="surveys.ask_people")


def ask_people(enrolment_id: int, **_: Any) -> None:
    from .tasks import ask_people_of_course

    ask_people_of_course.delay(enrolment_id)
