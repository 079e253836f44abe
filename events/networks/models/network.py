from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.texts import TextsField

from ..enums import Joining


class Network(models.Model):
    """What a series of meetings is as a group: whom it is for and how one gets in.

    A series of the kind without this row takes people by invitation; the row is written when somebody decides.
    """

    series = models.OneToOneField("events.Series", primary_key=True, on_delete=models.CASCADE, related_name="network")
    purposes = TextsField(_("what it is for"), lines=4, max_length=1000)
    joining = models.CharField(_("how people get in"), max_length=10, choices=Joining, default=Joining.INVITED)
    shows_number = models.BooleanField(_("everybody sees how many members there are"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    def __str__(self) -> str:
        return f"Network {self.pk}"
