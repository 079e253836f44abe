"""What the mailbox itself writes to people: one function a message, words in `templates/mail/mail/`."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.text import Truncator

from cms.people.models import User

from .domain.posting import post_rendered
from .models import OutboxMessage
from .render import SIGNATURE

DIGEST_FOLDER = "mail/mail/digest"
ADDRESS = re.compile(r"https?://\S+")


class Item(NamedTuple):
    """One message in a digest: what it says it is, where it leads, or else how it begins."""

    subject: str
    link: str
    summary: str


def digest(messages: Sequence[OutboxMessage], *, to: User, at: datetime, key: str) -> OutboxMessage:
    """Tell of several messages in one."""
    items = [item_of(message) for message in messages]
    return post_rendered(DIGEST_FOLDER, {"items": items, "name": to.name}, to=to, at=at, key=key)


def item_of(message: OutboxMessage) -> Item:
    """The message's own link, else the first address in its text; without one, its first words."""
    said = message.text.rpartition(SIGNATURE)[0]
    found = ADDRESS.search(said)
    link = message.link or (found.group().rstrip(".,;)") if found else "")
    paragraphs = [" ".join(part.split()) for part in said.split("\n\n")]
    # The first one greets.
    summary = next((part for part in paragraphs[1:] if part and not ADDRESS.fullmatch(part)), "")
    return Item(message.subject, link, Truncator(summary).chars(200))
