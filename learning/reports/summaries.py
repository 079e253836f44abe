"""What a report says in its mail: sums in words, no names. The same numbers as on the pages it leads to."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..enums import EnrolmentState
from ..models import Certificate, Enrolment
from ..teaching.enums import Standing
from ..teaching.picture import Picture
from .enums import ReportKind
from .models import ScheduledReport
from .organisation_table import numbers_of
from .periods import Period, bounds


def title_of(report: ScheduledReport) -> str:
    """What it is about, in the language that is active."""
    return str(report.course or report.organisation or _("The whole centre"))


def page_of(report: ScheduledReport) -> str:
    """The page with the same numbers."""
    if report.kind == ReportKind.GRADEBOOK and report.course:
        return reverse("teaching:glance", args=[report.course.slug])
    if report.kind == ReportKind.ORGANISATION and report.organisation:
        return reverse("organisation", kwargs={"key": report.organisation.key})
    return reverse("reports:centre")


def table_of(report: ScheduledReport) -> str:
    """Where the table is fetched."""
    if report.kind == ReportKind.GRADEBOOK and report.course:
        return reverse("reports:course_table", args=[report.course.slug, report.file_format])
    if report.kind == ReportKind.ORGANISATION and report.organisation:
        return reverse("reports:organisation_table", args=[report.organisation.key, report.file_format])
    return reverse("reports:sums_table", args=[report.file_format])


def lines_of(report: ScheduledReport, period: Period, *, at: datetime) -> list[str]:
    """Sentences with numbers, in the language that is active."""
    if report.kind == ReportKind.GRADEBOOK and report.course:
        return [*_course(Picture(report.course, at=at)), *_news(Q(course=report.course), period)]
    if report.kind == ReportKind.ORGANISATION and report.organisation:
        numbers = numbers_of(report.organisation)
        return [
            _("Courses under way: %(number)s.") % {"number": numbers.under_way},
            _("Courses completed: %(number)s.") % {"number": numbers.completed},
            _("Overdue, of what roles ask for: %(number)s.") % {"number": numbers.overdue},
            *_news(Q(organisation=report.organisation), period),
        ]
    start, end = bounds(period)
    issued = Certificate.objects.filter(issued_at__gte=start, issued_at__lt=end).count()
    return [*_news(Q(), period), _("Certificates in this time: %(number)s.") % {"number": issued}]


def _course(picture: Picture) -> list[str]:
    people = len(picture.people)
    takes = ngettext("%(number)s person takes the course.", "%(number)s people take the course.", people)
    return [
        takes % {"number": people},
        _("Completed: %(number)s.") % {"number": picture.count(Standing.COMPLETED)},
        _("May need help: %(number)s.") % {"number": picture.count(Standing.NEEDS_HELP)},
    ]


def _news(about: Q, period: Period) -> list[str]:
    start, end = bounds(period)
    rows = Enrolment.objects.filter(about)
    begun = rows.filter(enrolled_at__gte=start, enrolled_at__lt=end).count()
    done = rows.filter(state=EnrolmentState.COMPLETED, ended_at__gte=start, ended_at__lt=end).count()
    return [
        _("Enrolled in this time: %(number)s.") % {"number": begun},
        _("Completed in this time: %(number)s.") % {"number": done},
    ]
