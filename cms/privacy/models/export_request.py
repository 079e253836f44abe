from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import ExportState


class ExportRequest(models.Model):
    """A person's wish for a copy of everything about them: made in the background, kept a week, theirs alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="export_requests", verbose_name=_("person")
    )
    state = models.CharField(_("state"), max_length=10, choices=ExportState, default=ExportState.WAITING)
    asked_at = models.DateTimeField(_("asked"))
    due_at = models.DateTimeField(_("due"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    done = models.PositiveSmallIntegerField(_("steps done"), default=0)
    steps = models.PositiveSmallIntegerField(_("steps"), default=0)
    file_name = models.CharField(_("file"), max_length=120, blank=True)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)

    class Meta:
        verbose_name = _("copy of one's own data")
        verbose_name_plural = _("copies of one's own data")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(state=ExportState.WAITING), name="export_waits_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ExportState.READY)
                | (models.Q(expires_at__isnull=False) & ~models.Q(file_name="")),
                name="export_that_is_ready_expires",
            ),
        )

    def __str__(self) -> str:
        return f"Copy {self.pk}"
