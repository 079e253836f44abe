from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.audit_words import register_key

        from . import (  # noqa: F401
            booking_mail_kinds,
            booking_panels,
            booking_receivers,
            mail_kinds,
            merging,
            occurrence_log,
            panels,
            receivers,
        )

        merging.register()
        mail_kinds.register_kinds()
        booking_mail_kinds.register_kinds()
        booking_receivers.connect()
        panels.hang()
        booking_panels.hang()
        for key, words in occurrence_log.KEYS.items():
            register_key(key, words)
