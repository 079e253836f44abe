from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "events.networks"
    label = "networks"
    verbose_name = _("Networks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.audit_words import register_key

        from . import belonging, mail_kinds
        from .log import KEYS

        belonging.register()
        mail_kinds.register_kinds()
        for key, words in KEYS.items():
            register_key(key, words)
