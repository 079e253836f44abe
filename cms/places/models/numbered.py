"""What county numbers and municipality numbers have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.enums import Country

# For constraints of a subclass: a number ends on or after the day it starts.
ENDS_AFTER_START = models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from"))


class OfficialNumber(models.Model):
    """An official number, from a day and, when it is no longer used, to a day (that day included).

    A reform gives a place a new number and may give the old one to somebody else, so nothing points at numbers.
    """

    country = models.CharField(_("country"), max_length=2, choices=Country)
    number = models.CharField(_("number"), max_length=4)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number
