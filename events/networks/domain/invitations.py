"""Inviting by mail, and accepting. The link in the mail is the proof that its reader has the invited address."""

import uuid
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from cms import audit
from cms.people.emails import check_email
from cms.people.models import User
from cms.people.queries import person_with_address
from events.enums import SeriesKind
from events.models import Series

from .. import mails
from ..enums import InvitationState, MemberRole
from ..links import LinkUnknown, invitation_key
from ..models import NetworkInvitation, NetworkMember
from ..queries import members_now
from .members import AlreadyMember, Entry, admit
from .settings import NoNetwork

VALID_FOR = timedelta(days=14)
# Of one network, waiting for an answer at a time.
MOST_OUT = 500


class TooManyInvitations(Exception):
    """As many invitations wait for an answer as one network may send."""


class InvitationOver(Exception):
    """It was accepted, withdrawn, or has stood too long."""


class InvitationForAnother(Exception):
    """It went to an address that is not, or not yet confirmed as, this person's."""


@transaction.atomic
def invite(
    *,
    series: Series,
    email: str,
    language: str,
    role: str = MemberRole.MEMBER,
    by: User | None,
    at: datetime,
) -> NetworkInvitation:
    """Send the link that lets somebody in; links sent to this address before lead nowhere from now on.

    Raises NoNetwork, WrongEmail, AlreadyMember, TooManyInvitations.
    """
    if series.kind != SeriesKind.NETWORK:
        raise NoNetwork(series.pk)
    email = check_email(email)
    known = person_with_address(email)
    if known and members_now().filter(series=series, user=known).exists():
        raise AlreadyMember(series.pk)
    if _out(series).count() >= MOST_OUT:
        raise TooManyInvitations(series.pk)
    invitation = _written(series, email, language=language, role=role, by=by, at=at)
    audit.record(invitation, action="networks.invite", by=by, at=at, network=series.pk, role=role)
    mails.invitation(invitation, to=known, at=at)
    return invitation


def _written(
    series: Series, email: str, *, language: str, role: str, by: User | None, at: datetime
) -> NetworkInvitation:
    """A second one at the same moment meets the constraint and renews the first."""
    row = _out(series).filter(email=email).first() or NetworkInvitation(series=series, email=email)
    try:
        with transaction.atomic():
            return _renewed(row, language=language, role=role, by=by, at=at)
    except IntegrityError:
        row = _out(series).select_for_update().get(email=email)
        return _renewed(row, language=language, role=role, by=by, at=at)


def _renewed(row: NetworkInvitation, *, language: str, role: str, by: User | None, at: datetime) -> NetworkInvitation:
    row.language, row.role, row.link_key = language, role, uuid.uuid4()
    row.invited_by, row.invited_at, row.expires_at = by, at, at + VALID_FOR
    row.save()
    return row


@transaction.atomic
def withdraw_invitation(*, invitation: NetworkInvitation, by: User | None, at: datetime) -> NetworkInvitation:
    """Twice is as good as once; one that was accepted stays. Raises InvitationOver."""
    row = NetworkInvitation.objects.select_for_update().get(pk=invitation.pk)
    if row.state == InvitationState.ACCEPTED:
        raise InvitationOver(row.pk)
    if row.state == InvitationState.SENT:
        row.state = InvitationState.WITHDRAWN
        row.save(update_fields=["state"])
        audit.record(row, action="networks.withdraw_invitation", by=by, at=at, network=row.series_id)
    return row


def invitation_with(token: str, *, at: datetime) -> NetworkInvitation:
    """Raises LinkUnknown, InvitationOver."""
    rows = NetworkInvitation.objects.select_related("series__network", "invited_by")
    found = rows.filter(link_key=invitation_key(token)).first()
    if found is None:
        raise LinkUnknown
    if found.state != InvitationState.SENT or found.expires_at <= at:
        raise InvitationOver(found.pk)
    return found


@transaction.atomic
def accept(*, token: str, user: User, entry: Entry, at: datetime) -> NetworkMember:
    """Let the person in, once: two tabs wait for each other on the invitation's row.

    Raises LinkUnknown, InvitationOver, InvitationForAnother, AlreadyMember.
    """
    NetworkInvitation.objects.select_for_update().filter(link_key=invitation_key(token)).first()
    invitation = invitation_with(token, at=at)
    if not is_for(invitation, user):
        raise InvitationForAnother(invitation.pk)
    member = admit(series=invitation.series, user=user, entry=entry, role=invitation.role, by=user, at=at)
    invitation.state, invitation.accepted_by, invitation.accepted_at = InvitationState.ACCEPTED, user, at
    invitation.save(update_fields=["state", "accepted_by", "accepted_at"])
    audit.record(invitation, action="networks.accept", by=user, at=at, network=invitation.series_id)
    return member


def is_for(invitation: NetworkInvitation, user: User) -> bool:
    return EmailAddress.objects.filter(user=user, email=invitation.email, verified=True).exists()


def _out(series: Series) -> QuerySet[NetworkInvitation]:
    return NetworkInvitation.objects.filter(series=series, state=InvitationState.SENT)
