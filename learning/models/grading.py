from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import RegradeState
from .immutable import WrittenOnce


class Regrade(models.Model):
    """The key of one question was wrong and is mended: what was handed in is marked anew, what comes is marked right.

    `correction` holds by language what answers are compared with from now on, and its feedback; see
    learning/corrections.py. A release never changes, so the correction stands beside it.
    """

    course = models.ForeignKey(
        "learning.Course", on_delete=models.PROTECT, related_name="regrades", verbose_name=_("course")
    )
    item_key = models.CharField(max_length=80)
    question_id = models.CharField(max_length=36)
    correction = models.JSONField()
    reason = models.TextField(_("reason"), max_length=1000)
    state = models.CharField(_("state"), max_length=10, choices=RegradeState, default=RegradeState.RUNNING)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("regrade")
        verbose_name_plural = _("regrades")
        ordering = ("course", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=RegradeState.RUNNING, finished_at__isnull=True)
                | models.Q(state=RegradeState.DONE, finished_at__isnull=False),
                name="regrade_done_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return f"Regrade {self.pk}"


class GradingEvent(WrittenOnce):
    """What an attempt gives after a regrade. The attempt keeps what it was marked with; the latest event counts.

    Whoever has passed stays passed, so `passed` never goes from yes to no.
    """

    attempt = models.ForeignKey(
        "learning.Attempt", on_delete=models.CASCADE, related_name="grading_events", verbose_name=_("attempt")
    )
    regrade = models.ForeignKey(
        Regrade, on_delete=models.PROTECT, related_name="events", verbose_name=_("why it was marked anew")
    )
    score = models.PositiveSmallIntegerField(_("score (per cent)"))
    passed = models.BooleanField(_("passed"))
    # What marking says of the one question now: points, result, feedback, options.
    mark = models.JSONField()
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("grading event")
        verbose_name_plural = _("grading events")
        ordering = ("attempt", "pk")
        constraints = (models.UniqueConstraint(fields=["attempt", "regrade"], name="attempt_is_regraded_once"),)

    def __str__(self) -> str:
        return f"Grading event {self.pk}"
