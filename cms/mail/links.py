"""Addresses of this site that stand in mail: where to leave a topic, and where to choose."""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from cms.addresses import site_url
from cms.people.models import User

from .enums import DIGEST, Topic

# What is signed for this says nothing anywhere else, and what is signed elsewhere says nothing here.
SALT = "cms.mail.unsubscribe"


class BadToken(Exception):
    """Not signed by us, or not for this."""


@dataclass(frozen=True)
class Unsubscribe:
    """Who leaves which topic (or, from a digest, all that comes in digests)."""

    user_id: int
    category: str


def unsubscribe_token(user: User, category: str) -> str:
    """Has no end, and is the same every time: a mail may be read years later. It can stop mail about one topic, and
    nothing else.
    """
    return signing.Signer(salt=SALT).sign_object([user.pk, category])


def read_token(token: str) -> Unsubscribe:
    """Raises BadToken."""
    try:
        user_id, category = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadToken from error
    if category not in (DIGEST, *Topic.values):
        raise BadToken
    return Unsubscribe(user_id, category)


def unsubscribe_url(user: User, category: str) -> str:
    return site_url(reverse("mail_unsubscribe", args=[unsubscribe_token(user, category)]))
