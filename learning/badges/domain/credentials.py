"""Badges: a row for each certificate, claimed by one worker, signed, and tried again when that failed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from ...models import Certificate
from ..contents import achievement_of, badge_document
from ..enums import CredentialState
from ..models import Achievement, Credential, SignedCredential
from ..queries import signing_key
from ..sealing import SealBroken
from ..signing import Signer
from .status_lists import publish_status_list, take_place

MAX_ATTEMPTS = 6
CLAIM_LASTS = timedelta(seconds=30)


def sign_badge(*, certificate_id: int, at: datetime) -> bool:
    """Sign the badge of a certificate if it waits for that; say whether this call signed it.

    Without a key nothing happens, and the certificate goes on waiting. Two workers sign one badge.
    """
    key = signing_key()
    certificate = Certificate.objects.select_related("credential").filter(pk=certificate_id).first()
    if key is None or certificate is None or not _claim(_credential_of(certificate, at=at), at=at):
        return False
    credential = Credential.objects.select_related("certificate__holder", "achievement", "status_list").get(
        certificate=certificate
    )
    try:
        _sign(credential, Signer(key), at=at)
    except (SealBroken, ValueError):
        _retry_later(credential, at=at)
        raise
    # A list that is new, or of an earlier key, must be there as soon as the badge is.
    if credential.status_list.key_id != key.pk:
        publish_status_list(number=credential.status_list.number, at=at)
    return True


def _credential_of(certificate: Certificate, *, at: datetime) -> Credential:
    if hasattr(certificate, "credential"):
        found: Credential = certificate.credential
        return found
    return _give_credential(certificate, at=at)


@transaction.atomic
def _give_credential(certificate: Certificate, *, at: datetime) -> Credential:
    """The certificate is locked, so that two workers do not give it two places."""
    Certificate.objects.select_for_update().get(pk=certificate.pk)
    existing = Credential.objects.filter(certificate=certificate).first()
    if existing:
        return existing
    status_list, index = take_place()
    return Credential.objects.create(
        certificate=certificate,
        achievement=_kept(achievement_of(certificate)),
        status_list=status_list,
        status_index=index,
        due_at=at,
    )


def _kept(achievement: Achievement) -> Achievement:
    Achievement.objects.bulk_create([achievement], ignore_conflicts=True)
    return Achievement.objects.get(key=achievement.key)


@transaction.atomic
def _sign(credential: Credential, signer: Signer, *, at: datetime) -> None:
    unsigned = badge_document(credential)
    SignedCredential.objects.create(
        credential=credential,
        key=signer.key,
        document=signer.document(unsigned, at=at),
        token=signer.token(unsigned),
        signed_at=at,
    )
    Credential.objects.filter(pk=credential.pk).update(state=CredentialState.READY, attempts=0)


def _claim(credential: Credential, *, at: datetime) -> bool:
    """Take the badge for this worker. What kills its worker again and again is given up."""
    waiting = Credential.objects.filter(pk=credential.pk, state=CredentialState.WAITING, due_at__lte=at)
    if waiting.filter(attempts__gte=MAX_ATTEMPTS).update(state=CredentialState.FAILED):
        return False
    return bool(waiting.update(due_at=at + CLAIM_LASTS, attempts=F("attempts") + 1))


def _retry_later(credential: Credential, *, at: datetime) -> None:
    due = at + timedelta(minutes=2**credential.attempts)
    Credential.objects.filter(pk=credential.pk).update(due_at=due)
