"""Long work that a worker carries on in slices, so that a lost worker is noticed and its work goes on.

A row of it has `state`, `moved_at` (when it last came on) and `attempts` (starts since a slice that came to its end).
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

# What has not moved for so long has lost its worker.
STALE = timedelta(minutes=2)
# Then it is given up: something in it kills its worker.
MAX_ATTEMPTS = 5


def claimed(running: QuerySet[Any], pk: int, *, failed: str, at: datetime) -> bool:
    """Take a row of those that run for this worker, when no other moves it. One that keeps failing gets that state."""
    free = running.filter(Q(attempts=0) | Q(moved_at__lte=at - STALE), pk=pk)
    if free.filter(attempts__gte=MAX_ATTEMPTS).update(state=failed):
        return False
    return bool(free.update(attempts=F("attempts") + 1, moved_at=at))


def without_worker(running: QuerySet[Any], *, at: datetime) -> list[int]:
    """Ids of those whose worker was lost, the one that has waited longest first."""
    stale = running.filter(moved_at__lte=at - STALE)
    return list(stale.order_by("moved_at").values_list("pk", flat=True))
