from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models.immutable import WrittenOnce


class Decision(WrittenOnce):
    """What somebody decided or said at an inject. Written once: a correction is the next number of the same person.

    What the leader decides is the table's; what the others write are their proposals and comments.
    """

    inject = models.ForeignKey("tabletop.RunInject", on_delete=models.CASCADE, related_name="decisions")
    participant = models.ForeignKey("tabletop.Participant", on_delete=models.CASCADE, related_name="decisions")
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    choice = models.CharField(max_length=36, blank=True)
    text = models.TextField(_("what was decided"), blank=True)
    at = models.DateTimeField(_("when"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision at a tabletop")
        verbose_name_plural = _("decisions at tabletops")
        ordering = ("inject", "at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["inject", "participant", "number"], name="tabletop_decision_number"),
        )

    def __str__(self) -> str:
        return f"Decision {self.pk}"
