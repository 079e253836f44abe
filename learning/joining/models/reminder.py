from django.db import models
from django.utils.translation import gettext_lazy as _


class UnfinishedReminder(models.Model):
    """One reminder of a course somebody has stopped in: the first or the second since they last got on.

    A row is written once; its mail is written by who takes it. `settled_at`: mailed, or no longer called for.
    """

    enrolment = models.ForeignKey(
        "learning.Enrolment", verbose_name=_("enrolment"), on_delete=models.CASCADE, related_name="reminders"
    )
    step = models.PositiveSmallIntegerField(_("number"))
    idle_since = models.DateTimeField(_("since"))
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("reminder of an unfinished course")
        verbose_name_plural = _("reminders of unfinished courses")
        constraints = (
            models.UniqueConstraint(fields=["enrolment", "step", "idle_since"], name="unfinished_reminder_once"),
        )
        indexes = (
            models.Index(
                fields=["found_at"], condition=models.Q(settled_at__isnull=True), name="joining_reminder_waits"
            ),
        )

    def __str__(self) -> str:
        return f"Reminder {self.pk} of an unfinished course"
