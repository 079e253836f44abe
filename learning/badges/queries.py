"""Reads used more than once."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from ..enums import CertificateEventKind
from ..models import Certificate
from ..queries import certificates_with_standing
from .enums import CredentialState
from .models import SignedCredential, SigningKey, StatusList


def signing_key() -> SigningKey | None:
    """The key that signs today; None where the centre has made none."""
    return SigningKey.objects.filter(retired_at__isnull=True).first()


def keys_that_prove() -> QuerySet[SigningKey]:
    """The one that signs, first, and those that signed before it; never a withdrawn one."""
    return SigningKey.objects.filter(withdrawn_at__isnull=True).order_by(F("retired_at").desc(nulls_first=True))


def newest_signed(**of: object) -> SignedCredential | None:
    """A badge as it is signed now, with its certificate. One query. Never one whose key was withdrawn."""
    signed = SignedCredential.objects.filter(**of, key__withdrawn_at__isnull=True).exclude(document="")
    found: SignedCredential | None = (
        signed.select_related("credential__certificate", "credential__achievement", "key").order_by("-pk").first()
    )
    return found


def revoked_places(status_list: StatusList) -> list[int]:
    """The places of revoked certificates in a list, in order. One query."""
    revoked = certificates_with_standing().filter(last_event=CertificateEventKind.REVOKED)  # type: ignore[misc]
    places = revoked.filter(credential__status_list=status_list).order_by("credential__status_index")
    return list(places.values_list("credential__status_index", flat=True))


def certificates_to_sign(*, at: datetime, limit: int = 200) -> list[int]:
    """Ids of certificates without a signed badge, those that wait longest first. None while there is no key."""
    if not signing_key():
        return []
    due = Q(credential__isnull=True) | Q(credential__state=CredentialState.WAITING, credential__due_at__lte=at)
    return list(Certificate.objects.filter(due).order_by("issued_at", "pk").values_list("pk", flat=True)[:limit])
