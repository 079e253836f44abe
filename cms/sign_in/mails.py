"""What signing in writes to people, beside allauth's own messages (`templates/account/email/`)."""

from datetime import datetime

from django.urls import reverse

from cms.addresses import site_url
from cms.mail.domain.posting import post_rendered
from cms.mail.models import OutboxMessage
from cms.people.models import User

from .models import SignInLink


def sign_in_link(link: SignInLink, *, token: str, at: datetime) -> OutboxMessage:
    """The link to sign in with, to the address it was asked for, in the language that page was read in."""
    url = site_url(reverse("sign_in_link", args=[token]))
    return post_rendered(
        "sign_in/mail/link",
        {"url": url, "user": link.user},
        to=link.user,
        at=at,
        kind="sign_in.link",
        address=link.email,
        language=link.language,
        key=f"sign_in.link:{link.pk}",
    )


def second_step_removed(user: User, *, at: datetime) -> OutboxMessage:
    """Tell somebody that an administrator has removed what they showed after the password."""
    url = site_url(reverse("mfa_index"))
    return post_rendered(
        "sign_in/mail/second_step_removed",
        {"url": url, "user": user},
        to=user,
        at=at,
        kind="sign_in.second_step_removed",
    )
