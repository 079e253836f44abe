from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """STATUS of RFC 5545."""

    CONFIRMED = "CONFIRMED", _("Confirmed")
    TENTATIVE = "TENTATIVE", _("Not certain yet")
    CANCELLED = "CANCELLED", pgettext_lazy("occurrence", "Cancelled")


class Method(models.TextChoices):
    """METHOD of RFC 5546: what a calendar program is to do with an entry."""

    PUBLISH = "PUBLISH", _("Shown")
    REQUEST = "REQUEST", _("Put into the calendar")
    CANCEL = "CANCEL", _("Taken out of the calendar")
