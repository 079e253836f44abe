"""Addresses of personal calendars: made, replaced, taken back, and looked up by programs that cannot sign in."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from cms import audit
from cms.people.models import User

from ..models import FeedToken

# 192 bits: nobody guesses it, and it still fits into every program's field.
TOKEN_BYTES = 24
# `last_used_at` is written so often at most.
REMEMBERED = timedelta(hours=1)


@transaction.atomic
def make_token(*, user: User, by: User, at: datetime) -> str:
    """Give somebody an address of their own, and return its secret: it is shown now and never again.

    An earlier address stops working at once.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {"token_hash": hash_of(token), "made_at": at, "last_used_at": None}
    row, made = FeedToken.objects.update_or_create(user=user, defaults=values)
    audit.record(row, action="calendars.make_token" if made else "calendars.replace_token", by=by, at=at)
    return token


@transaction.atomic
def revoke_token(*, user: User, by: User, at: datetime) -> bool:
    """Let the address lead nowhere from now on; say whether there was one."""
    row = FeedToken.objects.select_for_update().filter(user=user).first()
    if row is None:
        return False
    audit.record(row, action="calendars.revoke_token", by=by, at=at)
    row.delete()
    return True


def token_row(token: str) -> FeedToken | None:
    """Whose address it is; nobody's when it was never made, is taken back, or its person is gone. One query.

    Looked up by its hash: how long that takes says nothing of the secret.
    """
    rows = FeedToken.objects.filter(token_hash=hash_of(token), user__is_active=True)
    return rows.select_related("user").first()


def note_use(row: FeedToken, *, at: datetime) -> None:
    """Remember that a program asked, once an hour at most."""
    before = at - REMEMBERED
    if row.last_used_at is None or row.last_used_at < before:
        stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=before)
        FeedToken.objects.filter(stale, pk=row.pk).update(last_used_at=at)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
