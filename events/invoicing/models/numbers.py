from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import PaperKind


class NumberSeries(models.Model):
    """The numbers of one year. Taken under the lock of this row, in the transaction of what is numbered: what is
    rolled back gives its number back too, so there are no holes.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind)
    year = models.PositiveSmallIntegerField(_("year"))
    last_number = models.PositiveIntegerField(_("last number"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("series of invoice numbers")
        verbose_name_plural = _("series of invoice numbers")
        constraints = (models.UniqueConstraint(fields=["kind", "year"], name="invoice_number_series_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"
