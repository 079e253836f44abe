from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Country

from .numbered import ENDS_AFTER_START, OfficialNumber


class County(models.Model):
    """A Norwegian fylke or a Swedish län."""

    country = models.CharField(_("country"), max_length=2, choices=Country)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("county")
        verbose_name_plural = _("counties")
        ordering = ("country", "name")

    def __str__(self) -> str:
        return self.name


class CountyNumber(OfficialNumber):
    county = models.ForeignKey(County, on_delete=models.CASCADE, related_name="numbers")

    class Meta:
        verbose_name = _("county number")
        verbose_name_plural = _("county numbers")
        ordering = ("country", "number", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=["country", "number", "valid_from"], name="county_number_from_a_day"),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="county_number_ends_after_it_starts"),
        )
