from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesignsConfig(AppConfig):
    name = "learning.designs"
    label = "designs"
    verbose_name = _("Certificate designs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.people.roles import COURSE_OWNER, allow

        names = ("add", "change", "delete", "view")
        allow(COURSE_OWNER, [f"designs.{name}_certificatedesign" for name in names])
