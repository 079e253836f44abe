from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

ACTIONS = {
    "people.register": (_("Register person"), _("Registered")),
    "people.join": (_("Join organisation"), _("Joined the organisation")),
}


@hooks.register("register_log_actions")
def people_actions(actions: LogActionRegistry) -> None:
    register_actions(actions, ACTIONS)


def register_actions(actions: LogActionRegistry, named: dict[str, tuple[str, str]]) -> None:
    """Give the log words for our actions: label for filters, message for the history."""
    for action, (label, message) in named.items():
        formatter = type("Formatter", (LogFormatter,), {"label": label, "message": message})
        actions.register_action(action)(formatter)
