"""What a mail server's answer means: try again, give up, or give up on the address."""

import re
import smtplib
from dataclasses import dataclass

PERMANENT = 500


@dataclass(frozen=True)
class Refusal:
    """For good. `of_address`: nobody can be reached there."""

    reason: str
    of_address: bool = False


def permanent_refusal(error: Exception) -> Refusal | None:
    """Read a permanent refusal (5xx) of a recipient or a message out of what smtplib raised, if it is one.

    A refused sender or password is our own set-up: somebody mends it, so these are tried again.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        code, said = next(iter(error.recipients.values()))
        # 5.7.x is about policy (relaying, spam), not about the address.
        return (
            _refusal(code, said, of_address=not re.search(rb"\b5\.7\.\d", bytes(said))) if code >= PERMANENT else None
        )
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= PERMANENT:
        return _refusal(error.smtp_code, error.smtp_error, of_address=False)
    return None


def _refusal(code: int, said: bytes | str, *, of_address: bool) -> Refusal:
    return Refusal(f"{code} {in_words(said)}", of_address)


def in_words(said: bytes | str) -> str:
    """What a server said, as one line of text."""
    text = said.decode("utf-8", errors="replace") if isinstance(said, bytes) else said
    return " ".join(text.split())
