"""A row of the outbox as a mail: its headers say who we are, what it is, and how to have no more of it."""

from contextlib import suppress
from datetime import datetime
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.crypto import salted_hmac

from .calendar_part import CalendarEmail, CalendarPart
from .links import unsubscribe_url
from .messages import kind_of
from .models import OutboxMessage


def as_email(message: OutboxMessage, *, at: datetime) -> EmailMultiAlternatives:
    values: dict[str, Any] = {"to": [message.to_address], "headers": headers_of(message, at=at)}
    mail = EmailMultiAlternatives(message.subject, message.text, **values)
    if message.calendar:
        part = CalendarPart(message.calendar, message.calendar_method)
        mail = CalendarEmail(message.subject, message.text, part=part, **values)
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if attach := kind_of(message.kind).attach:
        for one in attach(message):
            mail.attach(one.filename, one.content, one.type)
    return mail


def hand_in(mail: EmailMultiAlternatives) -> None:
    """Give a mail to the mail server. Whatever happens, nothing is left open: Django keeps a connection that failed
    half way (TLS, password) for another try, and there is none.
    """
    mail.connection = mail.connection or get_connection()
    try:
        mail.send()
    finally:
        with suppress(OSError):
            mail.connection.close()


def headers_of(message: OutboxMessage, *, at: datetime) -> dict[str, str]:
    """Nothing of the person stands in them but the address, and in the way out a signed number."""
    headers = {
        "Date": format_datetime(at),
        "Message-ID": message_id(message),
        # RFC 3834: nobody's out-of-office answers to it.
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    return headers | _way_out(message)


def message_id(message: OutboxMessage) -> str:
    """The same at every attempt, so that a mail that went out twice is shown once; says nothing of how many we send."""
    mark = salted_hmac("cms.mail.message-id", str(message.pk), algorithm="sha256").hexdigest()[:32]
    return f"<{mark}@{_domain()}>"


def _domain() -> str:
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return sender or urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def _way_out(message: OutboxMessage) -> dict[str, str]:
    """RFC 2369 and RFC 8058: a mail program's own button, one click, no cookies."""
    if message.is_essential or message.to_user is None:
        return {}
    url = unsubscribe_url(message.to_user, message.category)
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
