from django.db import models
from django.utils.translation import gettext_lazy as _


class DebriefAnswer(models.Model):
    """What the table answered to one question of its debrief, in the leader's hand."""

    run = models.ForeignKey("tabletop.TabletopRun", on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=36)
    text = models.TextField(_("answer"), blank=True)
    saved_at = models.DateTimeField(_("saved"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer of a debrief")
        verbose_name_plural = _("answers of debriefs")
        ordering = ("run", "pk")
        constraints = (models.UniqueConstraint(fields=["run", "question"], name="tabletop_question_is_answered_once"),)

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class ImprovementPoint(models.Model):
    """Something the table will do differently: what, by whom (a role, not a name) and by when."""

    run = models.ForeignKey("tabletop.TabletopRun", on_delete=models.CASCADE, related_name="points")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(_("what will be done"), max_length=500)
    owner = models.CharField(_("who sees to it"), max_length=200)
    due_on = models.DateField(_("by when"))
    written_at = models.DateTimeField(_("written"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("improvement point")
        verbose_name_plural = _("improvement points")
        ordering = ("run", "pk")

    def __str__(self) -> str:
        return f"Improvement point {self.pk}"
