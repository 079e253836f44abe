from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How a seat stands on a day: somebody in a role, or a role that nobody holds."""

    OVERDUE = "overdue", _("Overdue")
    VACANT = "vacant", _("Vacant")
    DUE_SOON = "due_soon", _("Due soon")
    COVERED = "covered", _("Covered")


# What an organisation has to do something about, the most urgent first.
GAPS = (State.OVERDUE, State.VACANT)
