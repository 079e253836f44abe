from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BulkAwardsConfig(AppConfig):
    name = "learning.bulk_awards"
    label = "bulk_awards"
    verbose_name = _("Awards to a list")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.people.roles import COURSE_OWNER, allow

        allow(COURSE_OWNER, ["bulk_awards.add_bulkaward", "bulk_awards.view_bulkaward"])
