"""What we write to people about organisations: one function a message, words in `templates/people/mail/`."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.mail.render import render_message

from .models import Invitation, User


def invitation(invitation: Invitation, *, token: str, to: User | None, at: datetime) -> OutboxMessage:
    """Send the link that makes its reader a member, in the language the invitation was written in."""
    context = {
        "invitation": invitation,
        "organisation": invitation.organisation,
        "inviter": invitation.invited_by.name if invitation.invited_by else "",
        "invitation_url": site_url(reverse("invitation", args=[token])),
    }
    rendered = render_message("people/mail/invitation", language=invitation.language, context=context)
    return post_message(
        kind="people.invitation",
        to_address=invitation.email,
        to_user=to,
        language=invitation.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        at=at,
    )


def site_url(path: str) -> str:
    """A full address of this site, for mail."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
