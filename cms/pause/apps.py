from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PauseConfig(AppConfig):
    name = "cms.pause"
    label = "pause"
    verbose_name = _("Crisis pause")
    default_auto_field = "django.db.models.BigAutoField"
