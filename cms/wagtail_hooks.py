from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from .log_words import register_actions

ACTIONS = {
    "people.register": (_("Register person"), _("Registered")),
    "people.join": (_("Join organisation"), _("Joined the organisation")),
}


@hooks.register("register_log_actions")
def people_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)
