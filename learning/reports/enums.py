from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    GRADEBOOK = "gradebook", _("How it goes in a course")
    ORGANISATION = "organisation", _("How the people of an organisation are doing")
    CENTRE = "centre", _("The whole centre")


class Rhythm(models.TextChoices):
    WEEKLY = "weekly", _("Every Monday")
    MONTHLY = "monthly", _("The first day of every month")


class FileFormat(models.TextChoices):
    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("Excel (XLSX)")
    JSON = "json", _("JSON")


class ReportState(models.TextChoices):
    ACTIVE = "active", _("Comes by mail")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


# Which state may follow which; what has ended is asked for anew.
REPORT_MOVES: dict[str, set[str]] = {
    ReportState.ACTIVE: {ReportState.PAUSED, ReportState.ENDED},
    ReportState.PAUSED: {ReportState.ACTIVE, ReportState.ENDED},
    ReportState.ENDED: set(),
}


class WhyEnded(models.TextChoices):
    OWN_WISH = "own_wish", _("You ended it")
    NO_ACCESS = "no_access", _("You may no longer see what it is about")
    INACTIVE = "inactive", _("The account is closed")
