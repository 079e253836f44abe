"""What signing in writes to people, beside allauth's own messages (`templates/account/email/`)."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.mail.render import render_message
from cms.people.models import User

from .models import SignInLink


def sign_in_link(link: SignInLink, *, token: str, at: datetime) -> OutboxMessage:
    """The link to sign in with, to the address it was asked for, in the language that page was read in."""
    url = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("sign_in_link", args=[token])
    rendered = render_message("sign_in/mail/link", language=link.language, context={"url": url, "user": link.user})
    return post_message(
        kind="sign_in.link",
        to_address=link.email,
        to_user=link.user,
        language=link.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        at=at,
        idempotency_key=f"sign_in.link:{link.pk}",
    )


def second_step_removed(user: User, *, at: datetime) -> OutboxMessage:
    """Tell somebody that an administrator has removed what they showed after the password."""
    url = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("mfa_index")
    rendered = render_message(
        "sign_in/mail/second_step_removed", language=user.language, context={"url": url, "user": user}
    )
    return post_message(
        kind="sign_in.second_step_removed",
        to_address=user.email,
        to_user=user,
        language=user.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        at=at,
    )
