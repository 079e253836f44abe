from django.db import models
from django.utils.translation import gettext_lazy as _


class PauseScope(models.TextChoices):
    """Whom a crisis hits."""

    MUNICIPALITY = "municipality", _("One municipality")
    COUNTY = "county", _("One county")
    SECTOR = "sector", _("One sector")
    ORGANISATION = "organisation", _("One organisation")
    EVERYBODY = "all", _("Everybody")
