"""Mail that carries a calendar entry (RFC 6047), in the one form that both camps of mail programs read:

    mixed( alternative( plain, html, text/calendar ), invite.ics )

Gmail takes what stands among the alternatives, Outlook as well; others only look at what is attached. The inner part
says the same method as the entry itself, or Outlook refuses it. Both are packed as base64: line ends and letters arrive
as they were written, however long the lines.
"""

from dataclasses import dataclass
from email import encoders
from email.mime.base import MIMEBase
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import SafeMIMEMultipart

METHODS = frozenset({"REQUEST", "CANCEL"})
FILENAME = "invite.ics"


class WrongMethod(ValueError):
    """The entry says another method than its mail, or one that no mail carries."""


@dataclass(frozen=True)
class CalendarPart:
    """An entry as text of RFC 5545. Raises WrongMethod."""

    text: str
    method: str

    def __post_init__(self) -> None:
        said = [line for line in self.text.splitlines() if line.startswith("METHOD")]
        if self.method not in METHODS or said != [f"METHOD:{self.method}"]:
            raise WrongMethod(self.method)


class CalendarEmail(EmailMultiAlternatives):
    """A mail with an entry: inline among the alternatives, and attached."""

    def __init__(self, *args: Any, part: CalendarPart, **more: Any) -> None:
        super().__init__(*args, **more)
        self.part = part
        self.attach(_attached(part))

    def _create_alternatives(self, msg: Any) -> Any:
        """Django's own, with the entry as the last and richest of them."""
        made = super()._create_alternatives(msg)  # type: ignore[misc]  # Django's own, which its stubs leave out
        if not made.is_multipart() or made.get_content_subtype() != "alternative":
            body, made = made, SafeMIMEMultipart(_subtype="alternative", encoding=self.encoding or "utf-8")
            made.attach(body)
        made.attach(_inline(self.part))
        return made


def _inline(part: CalendarPart) -> MIMEBase:
    return _packed(MIMEBase("text", "calendar", charset="utf-8", method=part.method), part)


def _attached(part: CalendarPart) -> MIMEBase:
    """Not as text/calendar: the same entry is not to be answered twice."""
    made = _packed(MIMEBase("application", "ics", name=FILENAME), part)
    made.add_header("Content-Disposition", "attachment", filename=FILENAME)
    return made


def _packed(made: MIMEBase, part: CalendarPart) -> MIMEBase:
    made.set_payload(part.text.encode())
    encoders.encode_base64(made)
    return made
