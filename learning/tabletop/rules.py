"""Who may. Whether it is possible right now is the verb's to say.

Only who sits at a table sees what is said there. Teachers see that runs exist, how long they took and how tables chose
in sums; and the note of a table that shares it.
"""

from datetime import datetime
from typing import Any

from learning.models import Course
from learning.rules import may_see_statistics

from .models import TabletopRun


def may_see_runs(user: Any, course: Course, *, at: datetime) -> bool:
    return may_see_statistics(user, course, at=at)


def may_read_note(user: Any, run: TabletopRun, *, at: datetime) -> bool:
    return run.shared_at is not None and may_see_runs(user, run.enrolment.course, at=at)
