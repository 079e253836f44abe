"""A message folder with its values, rendered in the reader's language and written into the outbox: what a message ends
with in every room.
"""

from datetime import datetime
from typing import Any

from cms.people.models import User

from ..models import OutboxMessage
from ..render import render_message
from .outbox import post_message


def post_rendered(
    folder: str,
    context: dict[str, Any],
    *,
    to: User | None,
    at: datetime,
    kind: str = "",
    address: str = "",
    language: str = "",
    link: str = "",
    key: str | None = None,
) -> OutboxMessage:
    """Write one message to a person, in their language and to their address unless others are given.

    `kind` is the folder unless it has a name of its own; `key` makes it come once. Raises as `post_message`.
    """
    if to is not None:
        address, language = address or to.email, language or to.language
    rendered = render_message(folder, language=language, context=context)
    return post_message(
        kind=kind or folder,
        to_address=address,
        to_user=to,
        language=language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        link=link,
        at=at,
        idempotency_key=key,
    )
