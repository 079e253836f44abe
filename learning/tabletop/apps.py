from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TabletopConfig(AppConfig):
    name = "learning.tabletop"
    label = "tabletop"
    verbose_name = _("Tabletops")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import merging

        merging.register()
