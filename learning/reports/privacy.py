"""What reports hold of a person: which ones they have asked for."""

from django.utils.translation import gettext_lazy as _

from cms.privacy.answers import Answer, delete_rows, register
from cms.privacy.purposes import CONTRACT, Purpose, register_purpose

from .models import ReportRun, ScheduledReport

register_purpose(
    Purpose(
        "reports",
        _("Reports by mail"),
        _("Which reports you have asked to get by mail, and when they were written."),
        CONTRACT,
        _("Until you are erased. A report holds sums; the table behind it is fetched, and kept nowhere."),
        _("You."),
        65,
    )
)

register(
    Answer(
        ReportRun, purpose="reports", by=("report__user",), columns=("on", "written_at"), erase=delete_rows, order=90
    ),
    Answer(
        ScheduledReport,
        purpose="reports",
        by=("user",),
        columns=(
            "kind",
            "course__title",
            "organisation__name",
            "rhythm",
            "file_format",
            "state",
            "asked_at",
            "ended_at",
        ),
        erase=delete_rows,
    ),
)
