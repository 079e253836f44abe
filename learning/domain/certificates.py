"""Awarding, revoking and making certificates. What was awarded never changes; what happens to it is an event."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone, translation

from cms import audit
from cms.centre import centre_facts
from cms.people.models import Organisation, User

from ..bases import basis_kind
from ..enums import CertificateEventKind
from ..mails import certificate_issued
from ..models import Certificate, CertificateEvent, CertificateSeries
from ..signals import certificate_awarded, certificate_changed
from ..tasks import render_certificate
from ..verification_code import new_code


@dataclass(frozen=True)
class Basis:
    """What a certificate is earned by. `kind` and `key` together name it for ever; each room has kinds of its own.

    `text` says it in words on the public page; `content_hash` names the frozen content it rests on, if any.
    """

    kind: str
    key: str
    text: str
    content_hash: str = ""


class AlreadyRevoked(Exception):
    """The certificate is revoked already."""


class ReasonMissing(Exception):
    """A revocation must say why."""


@transaction.atomic
def award_certificate(
    *,
    holder: User,
    basis: Basis,
    title: str,
    outcome: str = "",
    hours: Decimal | None = None,
    valid_until: date | None = None,
    organisation: Organisation | None = None,
    by: User | None,
    at: datetime,
) -> Certificate:
    """Award one certificate for one basis; awarding again returns the first one, unchanged.

    Freezes name, title, outcome, hours and wording in the holder's language. The document, the badge and the mail
    follow after commit. Every room awards with this verb; what it awards for has its words in `bases.py`.
    """
    series = _lock_series(timezone.localtime(at).year)
    existing = Certificate.objects.filter(basis_kind=basis.kind, basis_key=basis.key).first()
    if existing:
        return existing
    certificate = Certificate.objects.create(
        number=_next_number(series),
        code=new_code(),
        holder=holder,
        holder_name=holder.name,
        title=title,
        outcome=outcome,
        hours=hours,
        wording=_wording(holder, title, basis),
        issuer=centre_facts()["name"],
        language=holder.language,
        basis_kind=basis.kind,
        basis_key=basis.key,
        basis_text=basis.text,
        basis_hash=basis.content_hash,
        organisation=organisation,
        issued_at=at,
        valid_until=valid_until,
        document_due_at=at,
    )
    audit.record(certificate, action="learning.award", by=by, at=at, basis=f"{basis.kind}:{basis.key}")
    certificate_issued(certificate, to=holder, at=at)
    transaction.on_commit(lambda: render_certificate.delay(certificate.pk), robust=True)
    _announce(certificate_awarded, certificate)
    return certificate


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, reason: str, by: User, at: datetime) -> CertificateEvent:
    """Revoke a certificate, for a reason that is kept. Raises ReasonMissing and AlreadyRevoked."""
    if not reason.strip():
        raise ReasonMissing
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    last = locked.events.order_by("-at", "-pk").first()
    if last and last.kind == CertificateEventKind.REVOKED:
        raise AlreadyRevoked(locked.number)
    event = CertificateEvent.objects.create(
        certificate=locked, kind=CertificateEventKind.REVOKED, reason=reason.strip(), at=at, by=by
    )
    audit.record(locked, action="learning.revoke", by=by, at=at, event=event.pk)
    announce_change(locked)
    return event


def _lock_series(year: int) -> CertificateSeries:
    """Lock the year's numbers: two workers awarding at once stand in line here."""
    locked = CertificateSeries.objects.select_for_update().filter(year=year).first()
    if locked is None:
        CertificateSeries.objects.bulk_create([CertificateSeries(year=year)], ignore_conflicts=True)
        locked = CertificateSeries.objects.select_for_update().get(year=year)
    return locked


def _next_number(series: CertificateSeries) -> str:
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return f"{series.year}-{series.last_number:06d}"


def announce_change(certificate: Certificate) -> None:
    _announce(certificate_changed, certificate)


def _announce(signal: Signal, certificate: Certificate) -> None:
    """Tell rooms above, once it is committed."""
    transaction.on_commit(lambda: signal.send(Certificate, certificate_id=certificate.pk), robust=True)


def _wording(holder: User, title: str, basis: Basis) -> str:
    with translation.override(holder.language):
        wording: str = basis_kind(basis.kind).wording % {"name": holder.name, "title": title}
        return wording
