from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import ImportState, Match, PresenceProblem


class PresenceImport(models.Model):
    """An attendance report of an online meeting: read and shown first, written in when somebody says so."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="presence_imports")
    session_key = models.UUIDField(_("session"), null=True, blank=True)
    least_minutes = models.PositiveIntegerField(_("least minutes"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.CHECKED)
    checked_at = models.DateTimeField(_("checked"))
    applied_at = models.DateTimeField(_("written in"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attendance report")
        verbose_name_plural = _("attendance reports")
        ordering = ("-checked_at", "-pk")

    def __str__(self) -> str:
        return f"Attendance report {self.pk}"


class PresenceLine(models.Model):
    """One person of a report. What was written is forgotten once it is written in, or after a while."""

    report = models.ForeignKey(PresenceImport, on_delete=models.CASCADE, related_name="lines")
    row = models.PositiveIntegerField(_("row"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), null=True)
    place = models.ForeignKey("events.Place", null=True, on_delete=models.CASCADE, related_name="+")
    match = models.CharField(_("found"), max_length=5, choices=Match, default=Match.NONE)
    problem = models.CharField(_("why not"), max_length=10, choices=PresenceProblem, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of an attendance report")
        verbose_name_plural = _("lines of an attendance report")
        ordering = ("row",)
        constraints = (models.UniqueConstraint(fields=["report", "row"], name="presence_line_once"),)

    def __str__(self) -> str:
        return f"Line {self.row} of report {self.report_id}"
