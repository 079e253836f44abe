from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "cms.people"
    label = "people"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.hook_points import my_day_panels, organisation_panels
        from cms.waiting import register_queue

        from . import mail_kinds, merging_rows, waiting
        from . import organisation_panels as panels
        from .presence import register_presence

        mail_kinds.register_kinds()
        register_queue(waiting.organisations_waiting)
        merging_rows.register()
        organisation_panels.register(panels.waiting_requests, order=5)
        register_presence(panels.ASKED_TO_JOIN, panels.asked_to_join)
        my_day_panels.register(panels.my_requests, order=5)
