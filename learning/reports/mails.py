"""What reports write to people: one function a message, words in `templates/reports/mail/`. Sums only, no names."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from cms.addresses import site_url
from cms.mail.domain.posting import post_rendered
from cms.mail.models import OutboxMessage

from .models import ScheduledReport
from .periods import period_before
from .summaries import lines_of, page_of, title_of

REPORT, STOPPED = "reports/mail/report", "reports/mail/stopped"


def scheduled_report(report: ScheduledReport, *, on: date, at: datetime) -> OutboxMessage:
    """The report of one day: what the numbers are, and the ways to the page and to the table."""
    period = period_before(report.rhythm, day=on)
    with translation.override(report.user.language):
        context = {
            "title": title_of(report),
            "period": f"{date_format(period.first)} – {date_format(period.last)}",
            "lines": lines_of(report, period, at=at),
            "url": site_url(page_of(report)),
            "fetch_url": site_url(reverse("reports:fetch", args=[report.pk])),
        }
    return _post(REPORT, report, context, key=f"reports:{report.pk}:{on.isoformat()}", at=at)


def report_stopped(report: ScheduledReport, *, at: datetime) -> OutboxMessage:
    """That it comes no more, because its person may no longer see what it is about. Once."""
    with translation.override(report.user.language):
        context = {"title": title_of(report)}
    return _post(STOPPED, report, context, key=f"reports:{report.pk}:stopped", at=at)


def _post(folder: str, report: ScheduledReport, context: dict[str, Any], *, key: str, at: datetime) -> OutboxMessage:
    user = report.user
    about = {"name": user.name, "reports_url": site_url(reverse("reports:mine"))}
    return post_rendered(
        folder, context | about, to=user, at=at, link=context.get("url", about["reports_url"]), key=key
    )
