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
        from events.booking_hooks import booking_panels, ticket_panels
        from events.desk.narrowings import register_narrowing
        from events.desk.panels import occurrence_panels
        from events.programme.queries import register_attendance

        from . import attended, narrowings, occasions, panels, receivers, targets

        register_key("came", _("came"))
        receivers.connect()
        targets.register()
        occasions.register()
        register_attendance(attended.came, attended.attendees)
        occurrence_panels.register(panels.panel, order=60)
        for narrowing in narrowings.NARROWINGS:
            register_narrowing(narrowing)
        occurrence_panels.register(panels.afterwards, order=64)
        my_day_panels.register(panels.my_doors, order=5)
        ticket_panels.register(panels.sheet_of_ticket, order=10)
        booking_panels.register(panels.tickets_of_booking, order=10)
