"""What we write to people about organisations: one function a message, words in `templates/people/mail/`."""

from datetime import datetime

from django.urls import reverse

from cms.addresses import site_url
from cms.mail.domain.posting import post_rendered
from cms.mail.models import OutboxMessage

from .models import Invitation, User


def invitation(invitation: Invitation, *, token: str, to: User | None, at: datetime) -> OutboxMessage:
    """Send the link that makes its reader a member, in the language the invitation was written in."""
    context = {
        "invitation": invitation,
        "organisation": invitation.organisation,
        "inviter": invitation.invited_by.name if invitation.invited_by else "",
        "invitation_url": site_url(reverse("invitation", args=[token])),
    }
    return post_rendered(
        "people/mail/invitation",
        context,
        to=to,
        at=at,
        kind="people.invitation",
        address=invitation.email,
        language=invitation.language,
    )
