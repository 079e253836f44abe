from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.texts import TextsField, said


class Fair(models.Model):
    """That an occurrence has room for exhibitors: until when they may apply, and the ticket of those who stand there.

    Made with the first package.
    """

    occurrence = models.OneToOneField("events.Occurrence", on_delete=models.CASCADE, related_name="fair")
    # Shown where one applies.
    texts = TextsField(_("what exhibitors should know"), lines=4, max_length=2000)
    # Empty: until it starts.
    apply_until = models.DateTimeField(_("one may apply until"), null=True, blank=True)
    # Of all at a stand but the first, whose ticket is the package's own and carries its price.
    staff_category = models.OneToOneField(
        "events.TicketCategory", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("terms of exhibitors")
        verbose_name_plural = _("terms of exhibitors")

    def __str__(self) -> str:
        return f"Fair {self.pk}"

    @property
    def said(self) -> str:
        return said(self.texts, get_language() or "nb", "nb")
