from django.db import models
from django.utils.translation import gettext_lazy as _


class CredentialState(models.TextChoices):
    WAITING = "waiting", _("Being signed")
    READY = "ready", _("Signed")
    FAILED = "failed", _("Could not be signed")
