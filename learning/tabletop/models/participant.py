from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Participant(models.Model):
    """Somebody at the table, with the enrolment the tabletop counts for. Without an account: somebody who is erased."""

    run = models.ForeignKey("tabletop.TabletopRun", on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="tabletops"
    )
    enrolment = models.ForeignKey("learning.Enrolment", on_delete=models.CASCADE, related_name="+")
    # Whom the person acted for then: a table may have people of several organisations.
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_leader = models.BooleanField(_("leads the table"), default=False)
    joined_at = models.DateTimeField(_("joined"))
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("participant of a tabletop")
        verbose_name_plural = _("participants of a tabletop")
        ordering = ("run", "joined_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["run", "user"], name="tabletop_participant_is_there_once"),
            models.UniqueConstraint(
                fields=["run"], condition=models.Q(is_leader=True), name="tabletop_one_leads_the_table"
            ),
        )

    def __str__(self) -> str:
        return f"Participant {self.pk}"
