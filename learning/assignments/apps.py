from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentsConfig(AppConfig):
    name = "learning.assignments"
    label = "assignments"
    verbose_name = _("Assignments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.waiting import register_queue
        from learning.lesson_parts import lesson_parts
        from learning.tries import add_tries

        from . import mail_kinds, parts, queries
        from .admin.filters import submissions_waiting

        mail_kinds.register_kinds()
        add_tries(queries.TRIES)
        lesson_parts["assignment"] = parts.assignment_in_lesson
        register_queue(submissions_waiting)
