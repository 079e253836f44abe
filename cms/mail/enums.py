from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    DUE = "due", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Given up")
