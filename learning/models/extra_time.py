from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import ExtraTimeReason


class ExtraTime(models.Model):
    """A learner has more time for the timed quizzes of a course, from a moment and, when it is over, to a moment."""

    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="extra_times")
    percent = models.PositiveSmallIntegerField(
        _("more time (per cent)"), validators=[MinValueValidator(5), MaxValueValidator(300)]
    )
    reason = models.CharField(_("reason"), max_length=20, choices=ExtraTimeReason)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("given by")
    )

    class Meta:
        verbose_name = _("extra time")
        verbose_name_plural = _("extra times")
        ordering = ("enrolment", "-starts_at")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="extra_time_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(percent__gte=5, percent__lte=300), name="extra_time_within_reason"
            ),
            models.UniqueConstraint(
                fields=["enrolment"], condition=models.Q(ends_at__isnull=True), name="extra_time_is_given_once"
            ),
        )

    def __str__(self) -> str:
        return f"Extra time {self.pk}"
