"""Every kind of message there is: its templates, its name in words, whether it is essential, and sample values.

Each app registers its own when it is ready (`mail_kinds.py`, called from `apps.py`):

register("learning/mail/certificate_issued", name=_("Certificate issued"), sample=sample_certificate)
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings

from .enums import DIGEST, ESSENTIAL, Topic

Sample = Callable[[], dict[str, Any]]


class Attached(NamedTuple):
    """A file that a mail carries."""

    filename: str
    content: bytes
    type: str


# Files of a message of the outbox, made when it leaves; raise ValueError or OSError to try again later.
Attach = Callable[[Any], Sequence[Attached]]
logger = logging.getLogger(__name__)


class UnknownKind(Exception):
    """A message of a kind that no app has registered."""


@dataclass(frozen=True)
class MessageKind:
    """`kind` is what stands in the outbox; as a rule it is the folder of the templates."""

    kind: str
    name: Any
    category: str
    sample: Sample
    templates: tuple[str, str, str]
    attach: Attach | None = None


_kinds: dict[str, MessageKind] = {}


def register(
    kind: str,
    *,
    name: Any,
    category: str = ESSENTIAL,
    sample: Sample = dict,
    folder: str = "",
    templates: tuple[str, str, str] | None = None,
    attach: Attach | None = None,
) -> None:
    """Say that there are messages of this kind. `folder` where it is not the kind itself; `templates` (subject, text,
    HTML) where they do not lie in a folder of their own; `attach` makes the files it carries.
    """
    assert category in (ESSENTIAL, DIGEST, *Topic.values), category
    names = templates or message_templates(folder or kind)
    _kinds[kind] = MessageKind(kind, name, category, sample, names, attach)


def message_templates(folder: str) -> tuple[str, str, str]:
    """The three templates of a message folder."""
    return f"{folder}/subject.txt", f"{folder}/text.txt", f"{folder}/html.html"


def message_kinds() -> list[MessageKind]:
    """All of them, in the order of their kinds."""
    return [_kinds[kind] for kind in sorted(_kinds)]


def kind_of(kind: str) -> MessageKind:
    """Look a kind up. A forgotten one is an error in tests; in use it is logged, and the mail goes out as essential:
    a person must not wait in vain because we forgot a line.
    """
    if kind in _kinds:
        return _kinds[kind]
    if settings.MAIL_KINDS_ARE_STRICT:
        raise UnknownKind(f"{kind}: register it in the mail_kinds.py of its app (cms/mail/messages.py says how)")
    logger.error("A mail of a kind nobody has registered: %s", kind)
    return MessageKind(kind, kind, ESSENTIAL, dict, message_templates(kind))


def name_of_kind(kind: str) -> str:
    """The kind in words; one that is no longer sent keeps the name it stands under."""
    return str(_kinds[kind].name) if kind in _kinds else kind


def topics_in_use() -> list[Topic]:
    """Topics there are messages about: nobody is asked about others."""
    used = {kind.category for kind in _kinds.values()}
    return [topic for topic in Topic if topic in used]
