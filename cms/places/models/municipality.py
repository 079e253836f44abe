from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Country

from .county import County
from .numbered import ENDS_AFTER_START, OfficialNumber


class Municipality(models.Model):
    """A municipality as it is today: its county, its name in the language of the state, a point to measure from."""

    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="municipalities")
    country = models.CharField(_("country"), max_length=2, choices=Country)
    name = models.CharField(_("name"), max_length=100)
    # Somewhere inside it, for sorting by distance; not an address. Degrees, WGS 84.
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ("country", "name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def with_county(self) -> str:
        """Names are not unique: two Herøy, two Våler."""
        return f"{self.name} ({self.county.name})"


class MunicipalityNumber(OfficialNumber):
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="numbers")

    class Meta:
        verbose_name = _("municipality number")
        verbose_name_plural = _("municipality numbers")
        ordering = ("country", "number", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=["country", "number", "valid_from"], name="municipality_number_from_a_day"),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="municipality_number_ends_after_it_starts"),
        )


class MunicipalityName(models.Model):
    """An official name of a municipality that has more than one: Sámi, Kven, or the other form of Norwegian."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("municipality name")
        verbose_name_plural = _("municipality names")
        ordering = ("municipality", "position")
        constraints = (models.UniqueConstraint(fields=["municipality", "name"], name="municipality_name_once"),)

    def __str__(self) -> str:
        return self.name
