from django.db import models
from django.utils.translation import gettext_lazy as _


class BulkState(models.TextChoices):
    CHECKED = "checked", _("Checked, nothing is awarded yet")
    RUNNING = "running", _("Being awarded")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Stopped")


class LineProblem(models.TextChoices):
    """Why a line earns no certificate, as a good adviser would say it."""

    NO_ADDRESS = "no_address", _("There is no e-mail address in this line.")
    UNKNOWN = "unknown", _("Nobody is registered with this address. Import or invite them first.")
    CLOSED = "closed", _("The account with this address is closed.")
    TWICE = "twice", _("This person stands in the list already.")
    HAS_IT = "has_it", _("This person has this certificate already.")
