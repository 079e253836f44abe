"""What a badge says, and what a status list says: plain documents, not yet signed."""

import hashlib
import json
import secrets
import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.addresses import site_url
from cms.centre import centre_facts
from cms.pages.course import hours_text

from ..bases import basis_kind
from ..models import Certificate
from .addresses import achievement_image_url, achievement_url, centre_did, credential_url, status_list_url
from .bitstring import encoded
from .json_ld import CREDENTIALS_V2, OPEN_BADGES
from .models import Achievement, Credential, StatusList
from .models.status_list import SIZE
from .signing import moment

# What our achievements' keys are made in.
OURS = uuid.UUID("5d3f1a52-6c1e-4c6d-9a55-2f0f5f1a9b70")
# A copy of the list older than this proves nothing any more; a new one is signed every day.
LIST_HOLDS = timedelta(days=14)
# Milliseconds a reader may keep the list before it asks again.
LIST_KEPT = 300_000


# --- What badges are for -----------------------------------------------------------------------------


def achievement_of(certificate: Certificate) -> Achievement:
    """The achievement a certificate stands for, not saved: title, outcome and how it is earned, in its language."""
    words = {
        "title": certificate.title,
        "description": certificate.outcome or certificate.title,
        "criteria": _criteria(certificate),
        "kind": basis_kind(certificate.basis_kind).achievement_type,
        "language": certificate.language,
    }
    key = uuid.uuid5(OURS, json.dumps(words, sort_keys=True))
    return Achievement(key=key, **words)


def _criteria(certificate: Certificate) -> str:
    """By what it is earned, and the extent."""
    with translation.override(certificate.language):
        parts = [certificate.basis_text or str(basis_kind(certificate.basis_kind).heading)]
        if certificate.hours is not None:
            parts.append(_("Extent: %(hours)s") % {"hours": hours_text(certificate.hours)})
    return ". ".join(part.rstrip(".") for part in parts) + "."


def achievement_document(achievement: Achievement) -> dict[str, Any]:
    return {
        "id": achievement_url(achievement),
        "type": ["Achievement"],
        "achievementType": achievement.kind,
        "name": achievement.title,
        "description": achievement.description,
        "criteria": {"narrative": achievement.criteria},
        "image": {"id": achievement_image_url(achievement), "type": "Image", "caption": achievement.title},
        "inLanguage": achievement.language,
    }


# --- Who gives them ----------------------------------------------------------------------------------


def issuer_profile(name: str = "") -> dict[str, Any]:
    """The centre, as issuer. Badges keep the name the centre had when they were awarded."""
    return {
        "id": centre_did(),
        "type": ["Profile"],
        "name": name or centre_facts()["name"],
        "url": site_url("/"),
    }


# --- The badge ---------------------------------------------------------------------------------------


def badge_document(credential: Credential) -> dict[str, Any]:
    """The badge of a certificate. Of the holder it says a hash of their address, and nothing once they are erased."""
    certificate = credential.certificate
    document: dict[str, Any] = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": credential_url(credential),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": certificate.title,
        "issuer": issuer_profile(certificate.issuer),
        "validFrom": moment(certificate.issued_at),
        "credentialSubject": _subject(credential),
        "evidence": [_evidence(certificate)],
        "credentialStatus": _place(credential),
    }
    if certificate.valid_until:
        document["validUntil"] = moment(_end_of(certificate.valid_until))
    return document


def _subject(credential: Credential) -> dict[str, Any]:
    subject: dict[str, Any] = {
        "id": credential.subject.urn,
        "type": ["AchievementSubject"],
        "achievement": achievement_document(credential.achievement),
    }
    holder = credential.certificate.holder
    return subject | {"identifier": [_hashed(holder.email)]} if holder else subject


def _hashed(email: str) -> dict[str, Any]:
    """Who knows the address can tell that it is this one; nobody else learns it."""
    salt = secrets.token_hex(16)
    digest = hashlib.sha256((email.lower() + salt).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "hashed": True,
        "salt": salt,
    }


def _evidence(certificate: Certificate) -> dict[str, Any]:
    """The public page, which names the holder and always tells how the certificate stands today."""
    with translation.override(certificate.language):
        name = _("Public page of this certificate")
    return {
        "id": site_url(reverse("verify", args=[certificate.code])),
        "type": ["Evidence"],
        "name": name,
        "narrative": certificate.basis_text or certificate.title,
    }


def _place(credential: Credential) -> dict[str, Any]:
    url = status_list_url(credential.status_list)
    return {
        "id": f"{url}#{credential.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(credential.status_index),
        "statusListCredential": url,
    }


def _end_of(day: date) -> datetime:
    """The last second of a day here."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


# --- The list of what is revoked ---------------------------------------------------------------------


def status_document(status_list: StatusList, revoked: Iterable[int], *, at: datetime) -> dict[str, Any]:
    url = status_list_url(status_list)
    return {
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": centre_did(),
        "validFrom": moment(at),
        "validUntil": moment(at + LIST_HOLDS),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(revoked, size=SIZE),
            "ttl": LIST_KEPT,
        },
    }
