from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

ACTIONS = {
    "door.correct": (_("Correct attendance"), _("Corrected whether somebody came")),
    "door.settle": (_("Settle attendance"), _("Settled who came")),
    "door.report": (_("Write in an attendance report"), _("Wrote in the attendance report of an online meeting")),
    "door.award": (_("Award to who came"), _("Started awarding certificates to those who came")),
    "door.awarded": (_("Finish awarding to who came"), _("Awarded certificates to those who came")),
    "door.walk_in": (_("Let in without a booking"), _("Gave a free place at the door")),
    "door.badges": (_("Make name badges"), _("Made a sheet of name badges")),
}


@hooks.register("register_log_actions")
def door_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)
