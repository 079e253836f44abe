from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Language

from ...enums import PlaceMode
from ..enums import Method


class CalendarMail(models.Model):
    """That somebody's calendar program was told something of an entry, by mail and once.

    `sequence` counts for this reader: whoever has given their place back and got another must be told a higher one
    each time. `told_sequence` is the occurrence's own, by which is seen that there is something new to tell.
    """

    uid = models.UUIDField(editable=False)
    sequence = models.PositiveIntegerField(editable=False)
    told_sequence = models.PositiveIntegerField(editable=False)
    mode = models.CharField(_("takes part"), max_length=10, choices=PlaceMode, editable=False)
    recipient = models.EmailField(_("to"), max_length=254, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=Language, editable=False)
    method = models.CharField(_("what for"), max_length=10, choices=Method, editable=False)
    written_at = models.DateTimeField(_("written"), editable=False)
    # When what it tells of is over: then it has no use any more.
    ends_at = models.DateTimeField(_("ends"), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("calendar mail")
        verbose_name_plural = _("calendar mails")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=["uid", "sequence", "recipient", "method"], name="calendar_mail_once"),
        )

    def __str__(self) -> str:
        return f"Calendar mail {self.pk}"
