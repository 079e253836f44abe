from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

ACTIONS = {
    "badges.new_key": (_("Make a signing key"), _("Made a key that badges are signed with")),
    "badges.withdraw_key": (_("Withdraw a signing key"), _("Withdrew a key that badges were signed with")),
}


@hooks.register("register_log_actions")
def badge_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)
