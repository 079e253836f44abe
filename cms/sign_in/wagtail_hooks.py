from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

ACTIONS = {
    "sign_in.end_sessions": (_("Sign out elsewhere"), _("Signed out in other places")),
    "sign_in.add_factor": (_("Add a second factor"), _("Added a second factor for signing in")),
    "sign_in.remove_factor": (_("Remove a second factor"), _("Removed a second factor for signing in")),
}


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)
