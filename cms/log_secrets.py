"""Keeps secrets that stand in addresses out of the log: whoever has such an address is let in, and many read logs.

Django writes the address of whatever is not found, or fails. The web server keeps no log of addresses; one before it
(docs/operations.md) needs the same care.
"""

import logging
import re

# Addresses that open something without signing in: what follows is the secret.
BEFORE_SECRETS = (
    *("accounts/link", "bookings/fill", "bookings", "calendar/me", "discussion/unfollow", "events/interest"),
    *("exhibiting/scan", "exhibiting", "invitation/course", "invitation", "join", "mail/choices", "mail/unsubscribe"),
    *("networks/invitations", "places", "speaking", "surveys/answer"),
)
SECRET_PATHS = re.compile(rf"(/(?:{'|'.join(BEFORE_SECRETS)})/)[^/\s?'\"]+")
HIDDEN = r"\1…"


class HideSecrets(logging.Filter):
    """Takes them out of every record, its words and its values."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_hidden, record.args))
        return True


def _hidden(value: object) -> object:
    return SECRET_PATHS.sub(HIDDEN, value) if isinstance(value, str) else value
