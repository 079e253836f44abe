"""Answering an invitation: accepting it, with the account one has or a new one.

The link in the mail is the proof that its reader has the invited address.
"""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from cms import audit, clock

from ..emails import check_name
from ..enums import InvitationState
from ..models import Invitation, Membership, User
from ..queries import person_with_address
from ..rules import is_unused
from .invitations import OrganisationNotInUse, hash_of, leave_line, must_be_out
from .people import EmailTaken, join_organisation, register_person


class InvitationUnknown(Exception):
    """No invitation has this link; a newer link for it may have been sent."""


class InvitationExpired(Exception):
    """The link has stood too long; a new one can be sent."""


class AccountExists(Exception):
    """Somebody signs in with the invited address already; they answer once they have."""


class InvitationForAnother(Exception):
    """It went to an address that is not, or not yet confirmed as, this person's."""


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
    leave_line(invitation, "people.accept_invitation", by=user, at=at)
    return membership


@transaction.atomic
def open_account(*, token: str, name: str, password_hash: str, language: str, at: datetime) -> User:
    """Give the reader of an invitation an account for the invited address, confirmed by the link itself.

    An account an import made and nobody has used yet becomes theirs. Raises AccountExists, WrongName and what
    `accept_invitation` raises of the invitation.
    """
    invitation = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    email = _usable(invitation, at=at).email
    return give_account(email=email, name=name, password_hash=password_hash, language=language, at=at)


@transaction.atomic
def give_account(*, email: str, name: str, password_hash: str, language: str, at: datetime) -> User:
    """Give somebody who has proved an address, by a link that went to it, an account with this address confirmed.

    Whoever calls holds the proof. An account an import made and nobody has used yet becomes theirs. Raises
    AccountExists, WrongName.
    """
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


def _usable(invitation: Invitation | None, *, at: datetime) -> Invitation:
    if invitation is None:
        raise InvitationUnknown
    must_be_out(invitation)
    paused = clock.timers_paused(organisation_id=invitation.organisation_id, at=at)
    if at >= invitation.expires_at and not paused:
        raise InvitationExpired
    if not invitation.organisation.is_active:
        raise OrganisationNotInUse
    return invitation


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
