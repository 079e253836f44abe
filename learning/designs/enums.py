from django.db import models
from django.utils.translation import gettext_lazy as _


class Border(models.TextChoices):
    HILLS = "hills", _("Hills along the foot")
    FRAME = "frame", _("A frame")
    NONE = "none", _("Nothing")
