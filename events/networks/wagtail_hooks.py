from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

from .log import ACTIONS


@hooks.register("register_log_actions")
def network_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)
