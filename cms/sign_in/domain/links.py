"""Signing in by a link in a mail: asked for, sent, used once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.models import EmailAddress
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
    """Use the link up; its address now counts as shown. Of two who press at the same time one gets in.

    Raises LinkDoesNotOpen.
    """
    link = _open(SignInLink.objects.select_for_update(of=("self",)).filter(token_hash=hash_of(token)).first(), at=at)
    link.used_at = at
    link.save(update_fields=["used_at"])
    _confirm_address(link)
    return link


def _confirm_address(link: SignInLink) -> None:
    """Confirm the address the link was sent to. A password from before that goes: a stranger may have signed up with
    somebody else's address, and be waiting for its owner to come."""
    user = link.user
    assert user is not None
    address = EmailAddress.objects.filter(user=user, email=link.email).first()
    if address is None:  # an account that an administrator made
        EmailAddress.objects.create(user=user, email=link.email, verified=True, primary=True)
    elif not address.verified:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        address.verified = True
        address.save(update_fields=["verified"])


def forget_links(*, at: datetime) -> int:
    """Delete what was asked for yesterday or before, unknown addresses among it."""
    return SignInLink.objects.filter(asked_at__lt=at - KEPT).delete()[0]


def person_with(email: str) -> User | None:
    """The active person who has shown that the address is theirs, or who signed up with it.

    An address that somebody has added to their account and not shown to be theirs finds nobody.
    """
    people = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
    if len(people) != 1:
        return None
    is_theirs = people[0].email == email or EmailAddress.objects.filter(email=email, verified=True).exists()
    return people[0] if is_theirs else None


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _open(link: SignInLink | None, *, at: datetime) -> SignInLink:
    if link is None or link.used_at or link.asked_at <= at - LASTS or not link.user or not link.user.is_active:
        raise LinkDoesNotOpen
    return link


def _open_links_to(email: str, *, at: datetime) -> int:
    return SignInLink.objects.filter(email=email, sent_at__gt=at - LASTS, used_at=None).count()
