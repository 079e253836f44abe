from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from cms.log_words import register_actions

from . import booking_log, occurrence_log


@hooks.register("register_log_actions")
def event_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, occurrence_log.ACTIONS)
    register_actions(actions, booking_log.ACTIONS)
