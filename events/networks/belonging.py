"""Members as the rest of the room asks for them: who may see meetings for members alone, and whose calendars they
stand in.
"""

from typing import Any

from events import members, seeing
from events.models import Series

from .queries import series_with_member
from .rules import is_member


def belongs(user: Any, series: Series) -> bool:
    return is_member(user, series)


def register() -> None:
    members.register_members(series_with_member)
    seeing.register_members(belongs)
