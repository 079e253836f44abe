"""Renewing a certificate: a new one is awarded and stands in the place of the earlier one, which is never edited."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from cms import audit
from cms.people.models import Organisation, User

from ..enums import CertificateEventKind
from ..models import Certificate, CertificateEvent
from .certificates import AlreadyRevoked, Basis, announce_change, award_certificate


class AlreadySuperseded(Exception):
    """Another certificate stands in its place already."""


class NotTheSameHolder(Exception):
    """The newer certificate is somebody else's, or the holder of the earlier one is erased."""


@dataclass(frozen=True)
class Renewal:
    """What the new certificate says other than the earlier one; what is left out stays as it was."""

    title: str | None = None
    outcome: str | None = None
    hours: Decimal | None = None
    organisation: Organisation | None = None


@transaction.atomic
def renew_certificate(
    *,
    certificate: Certificate,
    basis: Basis,
    valid_until: date | None,
    changes: Renewal = Renewal(),
    by: User | None,
    at: datetime,
) -> Certificate:
    """Award a certificate in the place of one that runs out or has run out, and let it supersede that one.

    `basis` is what the renewal is earned by (a retake, a shorter course on what is new, an attendance), not what the
    first was; renewing for the same basis again returns the first renewal. Raises AlreadyRevoked, AlreadySuperseded and
    NotTheSameHolder; then nothing is awarded.
    """
    if certificate.holder is None:
        raise NotTheSameHolder(certificate.number)
    newer = award_certificate(
        holder=certificate.holder,
        basis=basis,
        title=certificate.title if changes.title is None else changes.title,
        outcome=certificate.outcome if changes.outcome is None else changes.outcome,
        hours=certificate.hours if changes.hours is None else changes.hours,
        valid_until=valid_until,
        organisation=changes.organisation or certificate.organisation,
        by=by,
        at=at,
    )
    supersede_certificate(certificate=certificate, newer=newer, by=by, at=at)
    return newer


@transaction.atomic
def supersede_certificate(
    *, certificate: Certificate, newer: Certificate, by: User | None, at: datetime
) -> CertificateEvent:
    """Say that a newer certificate of the same holder stands in its place; saying it again returns what was said.

    The earlier one stays true: its badge is not revoked, its page says that there is a newer one. Raises
    AlreadyRevoked, AlreadySuperseded and NotTheSameHolder.
    """
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if locked.holder_id is None or locked.holder_id != newer.holder_id or locked.pk == newer.pk:
        raise NotTheSameHolder(locked.number)
    last = locked.events.order_by("-at", "-pk").first()
    if last and last.kind == CertificateEventKind.REVOKED:
        raise AlreadyRevoked(locked.number)
    if last and last.kind == CertificateEventKind.SUPERSEDED:
        if last.reason == newer.number:
            return last
        raise AlreadySuperseded(locked.number)
    event = CertificateEvent.objects.create(
        certificate=locked, kind=CertificateEventKind.SUPERSEDED, reason=newer.number, at=at, by=by
    )
    audit.record(locked, action="learning.supersede", by=by, at=at, newer=newer.pk)
    announce_change(locked)
    return event
