from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Country, Language, OrganisationKind, SizeClass


class Organisation(models.Model):
    """A municipality, authority, company or volunteer group that people act for."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    country = models.CharField(_("country"), max_length=2, choices=Country, default=Country.NORWAY)
    number = models.CharField(_("organisation number"), max_length=12, blank=True)
    size_class = models.CharField(_("size"), max_length=10, choices=SizeClass, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.BOKMAL)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["country", "number"],
                condition=~models.Q(number=""),
                name="organisation_number_is_unique_in_its_country",
            ),
        )

    def __str__(self) -> str:
        return self.name
