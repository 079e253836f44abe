"""Inviting people to act for an organisation, and what they answer.

The link in the mail is the proof that its reader has the invited address. Only a hash of its secret is kept.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms import audit, clock

from .. import mails
from ..emails import check_email, check_name
from ..enums import InvitationState
from ..models import Invitation, Membership, Organisation, Unit, User
from ..queries import person_with_address
from ..rules import is_unused
from .people import EmailTaken, join_organisation, register_person

VALID_FOR = timedelta(days=14)


class AlreadyMember(Exception):
    """The person holds this role in the organisation already."""


class OrganisationNotInUse(Exception):
    """The organisation waits for approval, was merged into another or no longer exists."""


class InvitationUnknown(Exception):
    """No invitation has this link; a newer link for it may have been sent."""


class InvitationExpired(Exception):
    """The link has stood too long; a new one can be sent."""


class InvitationWithdrawn(Exception):
    """Whoever invited took it back."""


class InvitationUsed(Exception):
    """It was accepted already."""


class AccountExists(Exception):
    """Somebody signs in with the invited address already; they answer once they have."""


class InvitationForAnother(Exception):
    """It went to an address that is not, or not yet confirmed as, this person's."""


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
    if _is_member(organisation, guest):
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
    _leave(invitation, "people.invite", by=by, at=at)
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
    _must_be_out(invitation)
    token = _new_token()
    invitation.token_hash = hash_of(token)
    invitation.invited_at, invitation.expires_at = at, at + VALID_FOR
    invitation.save(update_fields=["token_hash", "invited_at", "expires_at"])
    _leave(invitation, "people.invite", by=by, at=at)
    mails.invitation(invitation, token=token, to=person_with_address(invitation.email), at=at)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User | None, at: datetime) -> Invitation:
    """Take it back; its link stops working. Raises InvitationUsed, InvitationWithdrawn."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    _must_be_out(invitation)
    invitation.state = InvitationState.WITHDRAWN
    invitation.save(update_fields=["state"])
    _leave(invitation, "people.withdraw_invitation", by=by, at=at)
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, user: User, at: datetime) -> Membership:
    """Make the person a member, once. Two tabs wait for each other on the invitation's row.

    Raises InvitationUnknown, InvitationUsed, InvitationWithdrawn, InvitationExpired, InvitationForAnother,
    OrganisationNotInUse.
    """
    invitation = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    invitation = _usable(invitation, at=at)
    if not EmailAddress.objects.filter(user=user, email=invitation.email, verified=True).exists():
        raise InvitationForAnother
    membership = _join(invitation, user, at=at)
    invitation.state, invitation.accepted_by, invitation.accepted_at = InvitationState.ACCEPTED, user, at
    invitation.save(update_fields=["state", "accepted_by", "accepted_at"])
    _leave(invitation, "people.accept_invitation", by=user, at=at)
    return membership


@transaction.atomic
def open_account(*, token: str, name: str, password_hash: str, language: str, at: datetime) -> User:
    """Give the reader of an invitation an account for the invited address, confirmed by the link itself.

    An account an import made and nobody has used yet becomes theirs. Raises AccountExists, WrongName and what
    `accept_invitation` raises of the invitation.
    """
    invitation = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    email = _usable(invitation, at=at).email
    person = person_with_address(email)
    name = check_name(name)
    if person is None:
        return _registered(email, name=name, password_hash=password_hash, language=language, at=at)
    if not is_unused(person):
        raise AccountExists
    person.name, person.language, person.password = name, language, password_hash
    person.save(update_fields=["name", "language", "password"])
    EmailAddress.objects.update_or_create(user=person, email=email, defaults={"verified": True, "primary": True})
    audit.record(person, action="people.open_account", by=person, at=at)
    return person


def _registered(email: str, *, name: str, password_hash: str, language: str, at: datetime) -> User:
    try:
        return register_person(email=email, name=name, language=language, password_hash=password_hash, by=None, at=at)
    except EmailTaken:  # another tab was faster
        raise AccountExists from None


def usable_invitation(*, token: str, at: datetime) -> Invitation:
    """The invitation a link opens, as long as it can be accepted; raises what `accept_invitation` does."""
    rows = Invitation.objects.select_related("organisation", "unit")
    return _usable(rows.filter(token_hash=hash_of(token)).first(), at=at)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _is_member(organisation: Organisation, guest: Guest) -> bool:
    """Somebody who was imported and has not been here yet may be invited, member or not."""
    person = person_with_address(guest.email)
    if person is None or is_unused(person):
        return False
    return person.memberships.filter(organisation=organisation, role=guest.role, ends_on=None).exists()


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def _usable(invitation: Invitation | None, *, at: datetime) -> Invitation:
    if invitation is None:
        raise InvitationUnknown
    _must_be_out(invitation)
    paused = clock.timers_paused(organisation_id=invitation.organisation_id, at=at)
    if at >= invitation.expires_at and not paused:
        raise InvitationExpired
    if not invitation.organisation.is_active:
        raise OrganisationNotInUse
    return invitation


def _must_be_out(invitation: Invitation) -> None:
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


def _join(invitation: Invitation, user: User, *, at: datetime) -> Membership:
    membership = join_organisation(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        starts_on=timezone.localdate(at),
        by=user,
        at=at,
    )
    if invitation.unit_id and membership.unit_id is None:
        membership.unit_id = invitation.unit_id
        membership.save(update_fields=["unit"])
    return membership


def _leave(invitation: Invitation, action: str, *, by: User | None, at: datetime) -> None:
    audit.record(invitation, action=action, by=by, at=at, organisation=invitation.organisation_id, role=invitation.role)
