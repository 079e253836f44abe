from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DoorConfig(AppConfig):
    name = "events.door"
    label = "door"
    verbose_name = _("The door")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.audit_words import register_key
        from cms.hook_points import my_day_panels
        from events.desk.narrowings import register_narrowing
        from events.desk.panels import occurrence_panels

        from . import narrowings, panels, receivers, targets

        register_key("came", _("came"))
        receivers.connect()
        targets.register()
        occurrence_panels.register(panels.panel, order=60)
        for narrowing in narrowings.NARROWINGS:
            register_narrowing(narrowing)
        my_day_panels.register(panels.my_doors, order=5)
