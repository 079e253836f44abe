from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BadgesConfig(AppConfig):
    name = "learning.badges"
    label = "badges"
    verbose_name = _("Badges")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ..signals import certificate_awarded, certificate_changed
        from . import receivers

        certificate_awarded.connect(receivers.sign_badge)
        certificate_changed.connect(receivers.publish_status)
