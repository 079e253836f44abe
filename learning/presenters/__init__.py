"""From where a learner stands to what templates show: plain values, the reader's words, no keys to quizzes."""

from .courses import course_view
from .lessons import lesson_view
from .quizzes import attempt_view
from .updates import update_view
from .why import why_view

__all__ = ["attempt_view", "course_view", "lesson_view", "update_view", "why_view"]
