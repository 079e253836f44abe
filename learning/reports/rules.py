"""Who may. Small facts about a person and a thing; whether something is possible right now is the verb's to say."""

from datetime import datetime
from typing import Any

from cms import clock
from cms.people.rules import is_auditor, is_coordinator, may_look_after

from ..rules import may_see_grades, owns_all_courses
from .enums import ReportKind
from .models import ScheduledReport


def may_see_centre(user: Any) -> bool:
    """Sums over all courses and organisations, nobody's own: coordinators, who owns all courses, and auditors."""
    return is_coordinator(user) or owns_all_courses(user) or is_auditor(user)


def may_get(user: Any, report: ScheduledReport, *, at: datetime) -> bool:
    """See what a report is about, at this moment: asked when it is asked for, and each time before it is written."""
    if report.kind == ReportKind.GRADEBOOK:
        return bool(report.course and may_see_grades(user, report.course, at=at))
    if report.kind == ReportKind.ORGANISATION:
        place = report.organisation
        return bool(place and place.is_active and may_look_after(user, place, on=clock.local_date(at)))
    return may_see_centre(user)
