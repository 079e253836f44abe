from django.db import models
from django.utils.translation import gettext_lazy as _


class RefusedAddress(models.Model):
    """An address that a mail server has refused for good. What can wait is not sent there; a mail that gets through,
    or a coordinator, takes the mark away.
    """

    address = models.EmailField(_("address"), max_length=254, unique=True)
    reason = models.TextField(_("what the mail server said"))
    refused_at = models.DateTimeField(_("refused"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("refused address")
        verbose_name_plural = _("refused addresses")
        ordering = ("-refused_at", "-pk")

    def __str__(self) -> str:
        return f"Refused address {self.pk}"
