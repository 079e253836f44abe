"""Whether this site can hand in mail: what it is set up with, and a mail sent straight through."""

import smtplib
import ssl
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.translation import gettext as _

from ..email import hand_in
from ..refusals import in_words

# Somebody waits for the page meanwhile.
TIMEOUT = 10
SMTP = "django.core.mail.backends.smtp.EmailBackend"
# Backends that keep mail where it is: for demos and tests.
KEEPING = tuple(
    f"django.core.mail.backends.{name}.EmailBackend" for name in ("dummy", "console", "filebased", "locmem")
)


@dataclass(frozen=True)
class Outcome:
    """`words` says what happened and what to do; `said` is what the server itself answered."""

    worked: bool
    words: str
    said: str = ""


def mail_settings() -> dict[str, Any]:
    """What mail is handed in with. Whether there is a password, never the password."""
    return {
        "sends": settings.EMAIL_BACKEND not in KEEPING,
        "backend": settings.EMAIL_BACKEND,
        "host": settings.EMAIL_HOST,
        "port": settings.EMAIL_PORT,
        "security": _security(),
        "user": settings.EMAIL_HOST_USER,
        "has_password": bool(settings.EMAIL_HOST_PASSWORD),
        "timeout": settings.EMAIL_TIMEOUT,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "site": settings.WAGTAILADMIN_BASE_URL,
    }


def _security() -> str:
    if settings.EMAIL_USE_SSL:
        return _("TLS from the first byte (EMAIL_USE_SSL)")
    return _("STARTTLS (EMAIL_USE_TLS)") if settings.EMAIL_USE_TLS else _("none: anybody on the way can read along")


def send_test_mail(*, to_address: str) -> Outcome:
    """Hand in one mail right now, past the outbox, and say in words how it went. It takes TIMEOUT seconds at most for
    each step of the conversation.
    """
    if settings.EMAIL_BACKEND in KEEPING:
        return Outcome(False, _("Nothing was sent: mail does not leave this site (EMAIL_BACKEND)."))
    subject, text = _("Test of the mail set-up"), _("This mail was sent from the page Mail set-up of %(site)s.")
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        connection = get_connection(timeout=TIMEOUT) if settings.EMAIL_BACKEND == SMTP else get_connection()
        mail = EmailMultiAlternatives(
            subject,
            text % {"site": settings.WAGTAILADMIN_BASE_URL},
            to=[to_address],
            headers=headers,
            connection=connection,
        )
        hand_in(mail)
    except (OSError, ValueError) as error:
        return Outcome(False, words_for(error), _said(error))
    return Outcome(True, _("The mail server has taken the mail. Look whether it arrives, also among unwanted mail."))


def words_for(error: Exception) -> str:
    """What went wrong and where to look. The first that fits: many of these errors are also others."""
    # A connection that timed out half way is told as closed.
    cause = error.__context__ if isinstance(error.__context__, TimeoutError) else error
    for kinds, words in _explanations():
        if isinstance(cause, kinds):
            return words
    return _("The mail could not be handed in.")


def _explanations() -> list[tuple[tuple[type[Exception], ...], str]]:
    return [
        (
            (smtplib.SMTPAuthenticationError,),
            _("The mail server refused user name or password (EMAIL_HOST_USER, EMAIL_HOST_PASSWORD)."),
        ),
        (
            (smtplib.SMTPSenderRefused,),
            _("The mail server does not accept the sender's address (SAMVIRKE_FROM_EMAIL)."),
        ),
        (
            (smtplib.SMTPRecipientsRefused,),
            _("The mail server does not accept your address. It may not be willing to send mail for this site."),
        ),
        ((smtplib.SMTPDataError,), _("The mail server took the addresses, but not the mail.")),
        (
            (smtplib.SMTPNotSupportedError, ssl.SSLError),
            _("No secure connection. Port 587 wants EMAIL_USE_TLS, port 465 EMAIL_USE_SSL; the certificate must fit."),
        ),
        ((ConnectionRefusedError,), _("Nothing answers at this host and port (EMAIL_HOST, EMAIL_PORT).")),
        (
            (TimeoutError,),
            _("The mail server did not answer in time. A firewall may be in between, or the port is the wrong one."),
        ),
        (
            (smtplib.SMTPServerDisconnected,),
            _("The mail server closed the connection. Perhaps it wants TLS from the first byte (EMAIL_USE_SSL)."),
        ),
        ((smtplib.SMTPException,), _("The mail server answered something that was not expected.")),
        ((OSError,), _("The mail server cannot be reached. Is the host's name right (EMAIL_HOST)?")),
        ((ValueError,), _("The settings do not fit together: choose either EMAIL_USE_TLS or EMAIL_USE_SSL.")),
    ]


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        code, said = next(iter(error.recipients.values()))
        return f"{code} {in_words(said)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {in_words(error.smtp_error)}"
    return in_words(str(error))
