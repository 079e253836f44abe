from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GatesConfig(AppConfig):
    name = "learning.gates"
    label = "gates"
    verbose_name = _("Gates and waivers")
    default_auto_field = "django.db.models.BigAutoField"
