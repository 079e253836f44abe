"""What the public may know of a certificate: valid, expired, revoked, superseded or unknown, kept well apart."""

from dataclasses import dataclass
from datetime import date, datetime

from .enums import CertificateEventKind
from .models import Certificate
from .queries import certificates_with_standing
from .verification_code import MistypedCode, read_code

VALID, EXPIRED, REVOKED, SUPERSEDED, UNKNOWN = "valid", "expired", "revoked", "superseded", "unknown"


@dataclass(frozen=True)
class Verdict:
    """`mistyped` tells a slip of the hand from a code nobody was given; `changed_at` is when it was revoked."""

    status: str
    typed: str
    certificate: Certificate | None = None
    mistyped: bool = False
    changed_at: datetime | None = None


def verdict_on(typed: str, *, on: date) -> Verdict:
    """Judge a code as it was typed. One query; none for a code whose check sign is wrong."""
    try:
        code = read_code(typed)
    except MistypedCode:
        return Verdict(UNKNOWN, typed[:40], mistyped=True)
    certificate = certificates_with_standing().filter(code=code).first()
    if certificate is None:
        return Verdict(UNKNOWN, code)
    return Verdict(
        status_of(certificate.last_event, certificate.valid_until, on=on),
        code,
        certificate=certificate,
        changed_at=certificate.last_event_at,
    )


def status_of(last_event: str | None, valid_until: date | None, *, on: date) -> str:
    """A revoked certificate is revoked even when its time is out."""
    if last_event == CertificateEventKind.REVOKED:
        return REVOKED
    if last_event == CertificateEventKind.SUPERSEDED:
        return SUPERSEDED
    return EXPIRED if valid_until and valid_until < on else VALID
