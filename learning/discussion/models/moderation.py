from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..enums import ReportOutcome, ReportReason, Ruling


class Report(models.Model):
    """Somebody thinks that a post should not stand. Once a person and post; open until a moderator has decided."""

    post = models.ForeignKey("discussion.Post", on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="discussion_reports"
    )
    reason = models.CharField(_("reason"), max_length=10, choices=ReportReason)
    text = models.TextField(_("in your own words"), blank=True)
    reported_at = models.DateTimeField(_("reported"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=ReportOutcome, blank=True)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report of a post")
        verbose_name_plural = _("reports of posts")
        ordering = ("reported_at", "pk")
        indexes = (models.Index(fields=["post"], condition=Q(handled_at__isnull=True), name="report_open"),)
        constraints = (
            models.UniqueConstraint(fields=["post", "reporter"], name="report_once"),
            models.CheckConstraint(
                condition=Q(outcome="", handled_at__isnull=True) | (~Q(outcome="") & Q(handled_at__isnull=False)),
                name="report_handled_has_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"Report of a post {self.pk}"


class RulingOnPost(models.Model):
    """What was decided about a post, by whom and why. Only added to."""

    post = models.ForeignKey("discussion.Post", on_delete=models.CASCADE, related_name="rulings")
    ruling = models.CharField(_("decision"), max_length=10, choices=Ruling)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("decided"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision about a post")
        verbose_name_plural = _("decisions about posts")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"Decision about a post {self.pk}"


class Mute(models.Model):
    """Somebody reads on, but does not write in a course's discussion until a moment."""

    course = models.ForeignKey(
        "learning.Course", verbose_name=_("course"), on_delete=models.CASCADE, related_name="mutes"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="discussion_mutes")
    reason = models.TextField(_("reason"))
    begun_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("pause from writing")
        verbose_name_plural = _("pauses from writing")
        ordering = ("-begun_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gte=F("begun_at")), name="mute_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return f"Pause from writing {self.pk}"
