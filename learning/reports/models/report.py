from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..enums import FileFormat, ReportKind, ReportState, Rhythm, WhyEnded


class ScheduledReport(models.Model):
    """A report that a person has asked to get by mail, again and again. It goes to nobody but them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scheduled_reports")
    kind = models.CharField(_("report"), max_length=20, choices=ReportKind)
    course = models.ForeignKey(
        "learning.Course", verbose_name=_("course"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm)
    file_format = models.CharField(
        pgettext_lazy("file", "format"), max_length=5, choices=FileFormat, default=FileFormat.XLSX
    )
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.ACTIVE)
    asked_at = models.DateTimeField(_("asked for"))
    # The day it is due next, where the centre is; and when it is looked at next: later while a crisis pause holds.
    next_on = models.DateField(_("next"))
    look_at = models.DateTimeField()
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    why_ended = models.CharField(_("why it ended"), max_length=10, choices=WhyEnded, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report by mail")
        verbose_name_plural = _("reports by mail")
        ordering = ("-asked_at", "-pk")
        indexes = (
            models.Index(fields=["look_at"], condition=models.Q(state=ReportState.ACTIVE), name="report_to_look_at"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind=ReportKind.GRADEBOOK, course__isnull=False, organisation__isnull=True)
                | models.Q(kind=ReportKind.ORGANISATION, course__isnull=True, organisation__isnull=False)
                | models.Q(kind=ReportKind.CENTRE, course__isnull=True, organisation__isnull=True),
                name="report_is_about_what_its_kind_says",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ReportState.ENDED, ended_at__isnull=False)
                | (~models.Q(state=ReportState.ENDED) & models.Q(ended_at__isnull=True, why_ended="")),
                name="report_ended_when_it_ended",
            ),
        )

    def __str__(self) -> str:
        return f"Report {self.pk}"


class ReportRun(models.Model):
    """That a report was written for one day: once, however often somebody tries."""

    report = models.ForeignKey(ScheduledReport, on_delete=models.CASCADE, related_name="runs")
    on = models.DateField(_("for"))
    written_at = models.DateTimeField(_("written"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report that was written")
        verbose_name_plural = _("reports that were written")
        ordering = ("-on",)
        constraints = (models.UniqueConstraint(fields=["report", "on"], name="report_is_written_once_a_day"),)

    def __str__(self) -> str:
        return f"Run of report {self.report_id} on {self.on}"
