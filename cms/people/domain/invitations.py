"""Inviting people to act for an organisation. What they answer is in `accepting.py`.

The link in the mail is the proof that its reader has the invited address. Only a hash of its secret is kept.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from cms import audit

from .. import mails
from ..emails import check_email, check_name
from ..enums import InvitationState
from ..models import Invitation, Organisation, Unit, User
from ..queries import person_with_address
from ..rules import is_unused

VALID_FOR = timedelta(days=14)


class AlreadyMember(Exception):
    """The person holds this role in the organisation already."""


class OrganisationNotInUse(Exception):
    """The organisation waits for approval, was merged into another or no longer exists."""


class InvitationWithdrawn(Exception):
    """Whoever invited took it back."""


class InvitationUsed(Exception):
    """It was accepted already."""


@dataclass(frozen=True)
class Guest:
    """Somebody to invite: what the invitation says of them; `person` where it is known whose address it is."""

    email: str
    name: str
    language: str
    role: str
    unit: Unit | None = None
    person: User | None = None


@transaction.atomic
def invite(
    *,
    organisation: Organisation,
    email: str,
    name: str = "",
    language: str,
    role: str,
    unit: Unit | None = None,
    by: User | None,
    at: datetime,
) -> Invitation:
    """Send a person the link that makes them a member. An invitation that is out already gets a fresh link instead.

    Raises WrongEmail, WrongName, OrganisationNotInUse, AlreadyMember.
    """
    guest = Guest(check_email(email), check_name(name) if name else "", language, role, unit)
    if not organisation.is_active:
        raise OrganisationNotInUse
    if _is_member(organisation, guest, at=at):
        raise AlreadyMember
    return send_invitation(organisation=organisation, guest=guest, by=by, at=at)


@transaction.atomic
def send_invitation(*, organisation: Organisation, guest: Guest, by: User | None, at: datetime) -> Invitation:
    """Write the invitation and its mail, also to somebody who is a member already (an account made by an import).

    A second one at the same moment meets the constraint and renews the first.
    """
    token = _new_token()
    invitation = _open_one(organisation, guest) or Invitation(organisation=organisation, email=guest.email)
    try:
        with transaction.atomic():
            _write(invitation, guest, token=token, by=by, at=at)
    except IntegrityError:
        invitation = Invitation.objects.select_for_update().get(
            organisation=organisation, email=guest.email, role=guest.role, state=InvitationState.SENT
        )
        _write(invitation, guest, token=token, by=by, at=at)
    leave_line(invitation, "people.invite", by=by, at=at)
    mails.invitation(invitation, token=token, to=guest.person or person_with_address(invitation.email), at=at)
    return invitation


def send_invitations(
    *, guests: Iterable[tuple[Organisation, Guest]], by: User | None, at: datetime
) -> list[Invitation]:
    """Send one to each, as an import does."""
    return [send_invitation(organisation=organisation, guest=guest, by=by, at=at) for organisation, guest in guests]


@transaction.atomic
def renew_invitation(*, invitation: Invitation, by: User | None, at: datetime) -> Invitation:
    """Send a fresh link; the old one stops working. Raises InvitationUsed, InvitationWithdrawn."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    must_be_out(invitation)
    token = _new_token()
    invitation.token_hash = hash_of(token)
    invitation.invited_at, invitation.expires_at = at, at + VALID_FOR
    invitation.save(update_fields=["token_hash", "invited_at", "expires_at"])
    leave_line(invitation, "people.invite", by=by, at=at)
    mails.invitation(invitation, token=token, to=person_with_address(invitation.email), at=at)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User | None, at: datetime) -> Invitation:
    """Take it back; its link stops working. Raises InvitationUsed, InvitationWithdrawn."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    must_be_out(invitation)
    invitation.state = InvitationState.WITHDRAWN
    invitation.save(update_fields=["state"])
    leave_line(invitation, "people.withdraw_invitation", by=by, at=at)
    return invitation


def close_invitations(
    *, user: User, organisation: Organisation, role: str, by: User | None, at: datetime
) -> list[Invitation]:
    """Close what was sent to this person for a role they have got another way: its link would promise what is done.

    They hold the role, so it counts as accepted.
    """
    rows = Invitation.objects.select_for_update().filter(organisation=organisation, role=role)
    closed = list(rows.filter(state=InvitationState.SENT, email__in=_addresses_of(user)).order_by("pk"))
    for invitation in closed:
        invitation.state, invitation.accepted_by, invitation.accepted_at = InvitationState.ACCEPTED, user, at
        invitation.save(update_fields=["state", "accepted_by", "accepted_at"])
        leave_line(invitation, "people.close_invitation", by=by, at=at)
    return closed


def _addresses_of(user: User) -> set[str]:
    """Every address that is proved to be theirs, and the one they sign in with."""
    return {user.email, *EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)}


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _is_member(organisation: Organisation, guest: Guest, *, at: datetime) -> bool:
    """Somebody who was imported and has not been here yet may be invited, member or not."""
    person = person_with_address(guest.email)
    if person is None or is_unused(person):
        return False
    held = person.memberships.filter(organisation=organisation, role=guest.role)
    return held.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate(at))).exists()


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def must_be_out(invitation: Invitation) -> None:
    """Raises InvitationUsed, InvitationWithdrawn."""
    if invitation.state == InvitationState.ACCEPTED:
        raise InvitationUsed
    if invitation.state == InvitationState.WITHDRAWN:
        raise InvitationWithdrawn


def _open_one(organisation: Organisation, guest: Guest) -> Invitation | None:
    rows = Invitation.objects.select_for_update().filter(organisation=organisation, email=guest.email)
    return rows.filter(role=guest.role, state=InvitationState.SENT).first()


def _write(invitation: Invitation, guest: Guest, *, token: str, by: User | None, at: datetime) -> None:
    invitation.name = guest.name or invitation.name
    invitation.language, invitation.role, invitation.unit = guest.language, guest.role, guest.unit
    invitation.token_hash, invitation.invited_by = hash_of(token), by
    invitation.invited_at, invitation.expires_at = at, at + VALID_FOR
    invitation.save()


def leave_line(invitation: Invitation, action: str, *, by: User | None, at: datetime) -> None:
    audit.record(invitation, action=action, by=by, at=at, organisation=invitation.organisation_id, role=invitation.role)
