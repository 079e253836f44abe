"""Signing in by a link in a mail: asked for, sent, used once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.account.internal.userkit import filter_users_by_email
from django.db import transaction

from cms.people.models import User
from cms.people.models.user import canonical_email

from ..models import SignInLink

LASTS = timedelta(minutes=15)
# Links that still open, to one address: who asks again has these in the inbox, and nobody floods it.
MOST_OPEN = 3
KEPT = timedelta(days=1)


class LinkDoesNotOpen(Exception):
    """The link is unknown, used, too old, or its account is closed."""


def ask_for_link(*, email: str, language: str, next_url: str = "", at: datetime) -> SignInLink:
    """Write down that a link is wanted. Whether the address is known is not asked before the worker does."""
    link = SignInLink.objects.create(
        email=canonical_email(email), language=language, next_url=next_url[:2000], asked_at=at
    )
    from ..tasks import send_sign_in_link

    transaction.on_commit(lambda: send_sign_in_link.delay(link.pk), robust=True)
    return link


@transaction.atomic
def send_link(*, link_id: int, at: datetime) -> bool:
    """Mail the link to whom it is for; say whether there was anybody. Done twice, it sends one."""
    from ..mails import sign_in_link

    link = SignInLink.objects.select_for_update().filter(pk=link_id, sent_at=None, asked_at__gt=at - LASTS).first()
    user = person_with(link.email) if link else None
    if not link or not user or _open_links_to(link.email, at=at) >= MOST_OPEN:
        return False
    token = secrets.token_urlsafe(32)
    link.user, link.token_hash, link.sent_at = user, hash_of(token), at
    link.save(update_fields=["user", "token_hash", "sent_at"])
    sign_in_link(link, token=token, at=at)
    return True


def find_link(*, token: str, at: datetime) -> SignInLink:
    """Return the link that this token opens. Raises LinkDoesNotOpen."""
    return _open(SignInLink.objects.select_related("user").filter(token_hash=hash_of(token)).first(), at=at)


@transaction.atomic
def use_link(*, token: str, at: datetime) -> SignInLink:
    """Use the link up. Of two who press at the same time one gets in. Raises LinkDoesNotOpen."""
    link = _open(SignInLink.objects.select_for_update(of=("self",)).filter(token_hash=hash_of(token)).first(), at=at)
    link.used_at = at
    link.save(update_fields=["used_at"])
    return link


def forget_links(*, at: datetime) -> int:
    """Delete what was asked for yesterday or before, unknown addresses among it."""
    return SignInLink.objects.filter(asked_at__lt=at - KEPT).delete()[0]


def person_with(email: str) -> User | None:
    """The active person who has shown that the address is theirs, or who signed up with it."""
    people = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
    return people[0] if len(people) == 1 else None


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _open(link: SignInLink | None, *, at: datetime) -> SignInLink:
    if link is None or link.used_at or link.asked_at <= at - LASTS or not link.user or not link.user.is_active:
        raise LinkDoesNotOpen
    return link


def _open_links_to(email: str, *, at: datetime) -> int:
    return SignInLink.objects.filter(email=email, sent_at__gt=at - LASTS, used_at=None).count()
