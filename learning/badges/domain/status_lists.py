"""The public list of what is revoked: places given once, and the document that is made anew from what happened."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from ..contents import status_document
from ..models import Credential, SigningKey, StatusList
from ..models.status_list import SIZE
from ..queries import revoked_places, signing_key
from ..signing import Signer

# So many places are tried in a list; when all of them are taken, it is full enough and the next list begins.
TRIES = 8
SIGNED_EVERY = timedelta(days=1)


def take_place() -> tuple[StatusList, int]:
    """A place nobody has, found by chance: neighbours in the list say nothing of each other.

    Holds the newest list locked until the transaction ends.
    """
    newest = StatusList.objects.select_for_update().order_by("-number").first()
    status_list = newest or _locked(1)
    for _try in range(TRIES):
        index = secrets.randbelow(SIZE)
        if not Credential.objects.filter(status_list=status_list, status_index=index).exists():
            return status_list, index
    return _locked(status_list.number + 1), secrets.randbelow(SIZE)


def _locked(number: int) -> StatusList:
    StatusList.objects.bulk_create([StatusList(number=number)], ignore_conflicts=True)
    return StatusList.objects.select_for_update().get(number=number)


@transaction.atomic
def publish_status_list(*, number: int, at: datetime) -> bool:
    """Sign the list when what is revoked has changed, or the signature is a day old or of an earlier key.

    Says whether it was signed. Some readers take the first key of the DID document for lists, so the newest signs.
    """
    status_list = StatusList.objects.select_for_update().get(number=number)
    key = signing_key()
    places = revoked_places(status_list)
    revoked = ",".join(map(str, places))
    if key is None or (status_list.revoked == revoked and _is_fresh(status_list, key, at=at)):
        return False
    signer, unsigned = Signer(key), status_document(status_list, places, at=at)
    status_list.document, status_list.token = signer.document(unsigned, at=at), signer.token(unsigned)
    status_list.revoked, status_list.key, status_list.signed_at = revoked, key, at
    status_list.save()
    return True


def _is_fresh(status_list: StatusList, key: SigningKey, *, at: datetime) -> bool:
    signed_at = status_list.signed_at
    return status_list.key_id == key.pk and signed_at is not None and signed_at > at - SIGNED_EVERY
