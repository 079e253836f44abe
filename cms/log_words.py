"""Giving Wagtail's log words for our own actions."""

from typing import Any

from wagtail.log_actions import LogActionRegistry, LogFormatter


def register_actions(actions: LogActionRegistry, named: dict[str, tuple[Any, Any]]) -> None:
    """Give the log words for our actions: label for filters, message for the history."""
    for action, (label, message) in named.items():
        formatter = type("Formatter", (LogFormatter,), {"label": label, "message": message})
        actions.register_action(action)(formatter)
