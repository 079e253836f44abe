from django.db import models
from django.utils.translation import gettext_lazy as _


class ExportState(models.TextChoices):
    WAITING = "waiting", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")
    DELETED = "deleted", _("Deleted")


class ErasureReason(models.TextChoices):
    """Why somebody was erased. A code and never a sentence: sentences name people."""

    ASKED_HERE = "asked_here", _("The person did it themselves")
    ASKED_CENTRE = "asked_centre", _("The person asked the centre")
    INACTIVE = "inactive", _("The account was not used for years")
    MISTAKE = "mistake", _("The account was made by mistake")


class SensitiveKind(models.TextChoices):
    DIET = "diet", _("Food and allergies")
    ACCESS = "access", _("Access needs")
    OTHER = "other", _("Something else")


class ConsentWay(models.TextChoices):
    PRIVACY_PAGE = "privacy_page", _("On the privacy page")
    FORM = "form", _("In a form")
    PAPER = "paper", _("On paper")
