"""Who may look at mail and mend it."""

from typing import Any

from cms.people.rules import is_administrator, is_coordinator


def may_see_outbox(user: Any) -> bool:
    return bool(user.is_active and user.has_perm("mail.view_outboxmessage"))


def may_mend_outbox(user: Any) -> bool:
    """Try a message again that was given up, cancel one that waits."""
    return bool(user.is_active and user.has_perm("mail.change_outboxmessage"))


def may_see_messages(user: Any) -> bool:
    """How the messages read; nobody's mail."""
    return is_coordinator(user) or may_see_outbox(user)


def may_mend_addresses(user: Any) -> bool:
    """See which addresses were refused, and trust one again."""
    return is_coordinator(user)


def may_check_set_up(user: Any) -> bool:
    return is_administrator(user)
