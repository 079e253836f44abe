"""The site with our locks taken away, and slow between counting and writing: the negative control of the rush."""

import time
from typing import Any

from django.db.models import QuerySet

from cms.wsgi import application
from events.domain import bookings

SLOW = 1.0
_hold = bookings.hold


def _unlocked(rows: Any, **_: Any) -> Any:
    return rows._chain()


def _slow(*args: Any, **kwargs: Any) -> Any:
    held = _hold(*args, **kwargs)
    time.sleep(SLOW)
    return held


QuerySet.select_for_update = _unlocked  # type: ignore[assignment, method-assign]
bookings.hold = _slow

__all__ = ["application"]
