from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (  # noqa: F401
            booking_mail_kinds,
            booking_panels,
            booking_receivers,
            mail_kinds,
            merging,
            receivers,
        )

        merging.register()
        mail_kinds.register_kinds()
        booking_mail_kinds.register_kinds()
        booking_receivers.connect()
        booking_panels.hang()
