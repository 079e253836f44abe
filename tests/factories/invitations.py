"""Invitations with their secret, which only the mail knows."""

import re
from datetime import UTC, datetime

from cms.mail.models import OutboxMessage
from cms.people.domain.invitations import invite
from cms.people.models import Invitation

from .people import make_organisation

AT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def make_invitation(email="kari@example.org", *, organisation=None, at=AT, by=None, **fields):
    organisation = organisation or make_organisation()
    values = {"language": "nb", "role": "member"} | fields
    return invite(organisation=organisation, email=email, by=by, at=at, **values)


def newest_token(email="kari@example.org"):
    """The secret in the newest mail to this address."""
    message = OutboxMessage.objects.filter(to_address=email, kind="people.invitation").order_by("-pk").first()
    return re.search(r"/invitation/([\w-]+)/", message.text)[1]


def all_invitations():
    return list(Invitation.objects.order_by("pk"))
