from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "learning.reports"
    label = "reports"
    verbose_name = _("Reports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.hook_points import organisation_panels

        from . import mail_kinds, merging, panels

        mail_kinds.register_kinds()
        merging.register()
        organisation_panels.register(panels.organisation_numbers, order=49)
