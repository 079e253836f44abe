from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

ACTIONS = {
    "bank.create": (_("Make question"), _("Made the question")),
    "bank.revise": (_("Revise question"), _("Made a new version of the question")),
    "bank.file": (_("File question"), _("Changed tags or category of the question")),
    "bank.retire": (_("Retire question"), _("Retired the question")),
    "bank.bring_back": (_("Bring question back"), _("Brought the question back")),
    "bank.import": (_("Import questions"), _("Imported questions")),
}


@hooks.register("register_log_actions")
def bank_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)
