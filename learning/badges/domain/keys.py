"""Making and withdrawing the keys that badges are signed with."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.db.models import Max, OuterRef, Subquery

from cms import audit
from cms.people.models import User

from ..enums import CredentialState
from ..key_forms import multikey
from ..models import Credential, SignedCredential, SigningKey, StatusList
from ..sealing import seal


class StillSigning(Exception):
    """The key signs today: make a new one first."""


class AlreadyWithdrawn(Exception):
    """The key is withdrawn already."""


@transaction.atomic
def new_signing_key(*, by: User | None, at: datetime) -> SigningKey:
    """Make a key and sign with it from now on. The one before it is retired: what it signed goes on being proved."""
    list(SigningKey.objects.select_for_update())
    # Read after waiting: somebody else may have made one meanwhile.
    last = SigningKey.objects.aggregate(last=Max("number"))["last"] or 0
    SigningKey.objects.filter(retired_at__isnull=True).update(retired_at=at)
    private = Ed25519PrivateKey.generate()
    key = SigningKey.objects.create(
        number=last + 1,
        public_key=multikey(private.public_key()),
        sealed_private_key=seal(private.private_bytes_raw()),
        created_at=at,
    )
    audit.record(key, action="badges.new_key", by=by, at=at)
    return key


@transaction.atomic
def withdraw_signing_key(*, key: SigningKey, by: User | None, at: datetime) -> int:
    """Let a key prove nothing any more, because others may have it; return how many badges are signed anew for it.

    It leaves the DID document at once. Badges and lists it signed wait for the worker, who signs them with the key
    of today; copies that people have downloaded no longer verify. Raises StillSigning, AlreadyWithdrawn.
    """
    locked = SigningKey.objects.select_for_update().get(pk=key.pk)
    if locked.withdrawn_at:
        raise AlreadyWithdrawn(locked.name)
    if not locked.retired_at:
        raise StillSigning(locked.name)
    locked.withdrawn_at, locked.sealed_private_key = at, ""
    locked.save(update_fields=["withdrawn_at", "sealed_private_key"])
    newest = SignedCredential.objects.filter(credential=OuterRef("pk")).order_by("-pk").values("key")[:1]
    signed = Credential.objects.filter(pk__in=Credential.objects.alias(by=Subquery(newest)).filter(by=locked.pk))
    waiting = signed.update(state=CredentialState.WAITING, due_at=at, attempts=0)
    StatusList.objects.filter(key=locked).update(key=None)
    audit.record(locked, action="badges.withdraw_key", by=by, at=at, badges=waiting)
    return waiting
