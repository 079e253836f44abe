"""How a course's discussion is set."""

from ..models import Course
from .models import DiscussionSettings


def settings_of(course: Course) -> DiscussionSettings:
    """One query; the defaults where nobody has said anything."""
    return DiscussionSettings.objects.filter(course=course).first() or DiscussionSettings(course=course)
