from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeachingConfig(AppConfig):
    name = "learning.teaching"
    label = "teaching"
    verbose_name = _("Teaching")
    default_auto_field = "django.db.models.BigAutoField"
