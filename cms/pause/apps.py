from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PauseConfig(AppConfig):
    name = "cms.pause"
    label = "pause"
    verbose_name = _("Crisis pause")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.hook_points import my_day_panels, organisation_panels

        from . import merging, panels, receivers

        receivers.connect()
        merging.register()
        my_day_panels.register(panels.my_pauses, order=1)
        organisation_panels.register(panels.organisation_pauses, order=1)
