"""Parts of a lesson that are drawn by a room of their own: what is done in them is kept there."""

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString

from .models import Enrolment
from .outline import Lesson
from .standing import Standing

DrawPart = Callable[[Enrolment, Standing, Lesson, dict[str, Any]], SafeString]

# By type of block. A room adds its own when the site starts.
lesson_parts: dict[str, DrawPart] = {}
