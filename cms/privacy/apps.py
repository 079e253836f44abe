from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "cms.privacy"
    label = "privacy"
    verbose_name = _("Privacy")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from importlib import import_module

        from django.utils.module_loading import autodiscover_modules

        from cms.hook_points import footer_links

        from . import mail_kinds

        mail_kinds.register_kinds()
        footer_links.register(_("What we keep about you"), "privacy:register")
        # Every app's own privacy.py; the ground floor's stands beside its models, packages cannot have one.
        autodiscover_modules("privacy")
        import_module("cms.pages.privacy")
        import_module("cms.privacy.third_party")
