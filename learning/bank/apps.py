from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BankConfig(AppConfig):
    name = "learning.bank"
    label = "bank"
    verbose_name = _("Question bank")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.hook_points import question_tags
        from cms.people.roles import COURSE_OWNER, EDITOR, allow

        from . import queries

        question_tags.register(queries.tags_to_choose)

        for role in (EDITOR, COURSE_OWNER):
            allow(role, ["bank.view_question", "bank.add_question", "bank.change_question"])
