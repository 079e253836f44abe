from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RetentionRun(models.Model):
    """One run over what has been kept long enough: how many rows of each rule went, or would have gone."""

    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    dry_run = models.BooleanField(_("only counted"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # By rule: {"mail.bodies": 12}.
    counts = models.JSONField(_("rows by rule"), default=dict)

    class Meta:
        verbose_name = _("retention run")
        verbose_name_plural = _("retention runs")
        ordering = ("-started_at", "-pk")

    def __str__(self) -> str:
        return f"Retention run {self.pk}"

    @property
    def total(self) -> int:
        return sum(self.counts.values())
