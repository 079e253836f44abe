from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Sector

from .enums import PauseScope


class Pause(models.Model):
    """From a moment until it is ended, reminders, deadlines and expiries stand still for those it covers.

    Who is covered is asked anew each time: an organisation that moves into the county is covered from then on.
    """

    scope = models.CharField(_("whom it covers"), max_length=12, choices=PauseScope)
    municipality = models.ForeignKey(
        "places.Municipality", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("municipality")
    )
    county = models.ForeignKey(
        "places.County", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("county")
    )
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("organisation")
    )
    # Scope and target as one value ("county:3"), for the constraint and for asking without joins.
    target = models.CharField(max_length=40, editable=False)
    reason = models.TextField(_("reason"), max_length=500)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("declared by")
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("ended by"),
    )

    class Meta:
        verbose_name = _("crisis pause")
        verbose_name_plural = _("crisis pauses")
        ordering = ("-starts_at", "-pk")
        indexes = (models.Index(fields=["ends_at"], name="pause_ends"),)
        constraints = (
            models.UniqueConstraint(
                fields=["target"], condition=models.Q(ends_at__isnull=True), name="pause_is_declared_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="pause_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(scope=PauseScope.MUNICIPALITY, municipality__isnull=False)
                    | models.Q(scope=PauseScope.COUNTY, county__isnull=False)
                    | (models.Q(scope=PauseScope.SECTOR) & ~models.Q(sector=""))
                    | models.Q(scope=PauseScope.ORGANISATION, organisation__isnull=False)
                    | models.Q(scope=PauseScope.EVERYBODY)
                ),
                name="pause_names_whom_it_covers",
            ),
        )

    def __str__(self) -> str:
        return f"Pause {self.pk}"

    @property
    def covers(self) -> str:
        """Whom it covers, in words that fit into a sentence."""
        if self.sector:
            return gettext("the sector %(name)s") % {"name": self.get_sector_display()}
        if self.municipality:
            return self.municipality.with_county
        return str(self.county or self.organisation or gettext("everybody"))
