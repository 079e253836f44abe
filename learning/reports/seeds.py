"""Reports by mail of the demo: the teacher's course every Monday, the centre's year every month. Safe to run again."""

from cms import clock
from cms.demo import people as demo
from cms.people.models import User

from ..models import CourseStaff
from .domain.reports import ask_for_report
from .enums import FileFormat, ReportKind, Rhythm
from .models import ScheduledReport


def seed() -> None:
    if ScheduledReport.objects.exists():
        return
    now = clock.now()
    taught = CourseStaff.objects.filter(user__email=demo.TEACHER.email).select_related("course", "user").first()
    if taught:
        ask_for_report(
            user=taught.user,
            kind=ReportKind.GRADEBOOK,
            course=taught.course,
            rhythm=Rhythm.WEEKLY,
            file_format=FileFormat.XLSX,
            at=now,
        )
    coordinator = User.objects.get(email=demo.COORDINATOR.email)
    ask_for_report(user=coordinator, kind=ReportKind.CENTRE, rhythm=Rhythm.MONTHLY, file_format=FileFormat.XLSX, at=now)
