from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JoiningConfig(AppConfig):
    name = "learning.joining"
    label = "joining"
    verbose_name = _("Enrolment")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.hook_points import my_day_panels, organisation_panels
        from cms.people.presence import register_presence
        from cms.waiting import register_queue

        from . import grouping, mail_kinds, merging, panels

        merging.register()
        grouping.register()
        mail_kinds.register_kinds()
        register_presence(panels.ASKED, panels.requests_shown_to)
        my_day_panels.register(panels.courses_asked_for, order=9)
        organisation_panels.register(panels.enrol_people, order=51)
        register_queue(panels.requests_waiting)
