from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "learning.surveys"
    label = "surveys"
    verbose_name = _("Surveys")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.hook_points import my_day_panels
        from cms.people.presence import register_presence
        from cms.people.roles import COORDINATOR, COURSE_OWNER, EDITOR, allow

        from . import kinds, mail_kinds, merging, panels, queries, receivers

        kinds.register()
        mail_kinds.register_kinds()
        merging.register()
        receivers.connect()
        register_presence(panels.SURVEYS, queries.shown_on_my_day)
        my_day_panels.register(panels.surveys_that_wait, order=8)
        for role in (EDITOR, COURSE_OWNER, COORDINATOR):
            allow(
                role,
                [f"surveys.{verb}_{model}" for verb in ("add", "change", "view") for model in ("survey", "question")],
            )
