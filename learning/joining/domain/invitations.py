"""Inviting people to a course by mail, and what they answer.

The link in the mail is the proof that its reader has the invited address. Only a hash of its secret is kept.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from cms import audit, clock
from cms.people.domain import accepting
from cms.people.domain.accepting import InvitationExpired, InvitationForAnother, InvitationUnknown
from cms.people.domain.invitations import InvitationUsed, InvitationWithdrawn, hash_of
from cms.people.emails import check_email, check_name
from cms.people.models import Organisation, User
from cms.people.queries import person_with_address
from learning.enums import EnrolmentState
from learning.models import Course, Enrolment

from .. import mails
from ..enums import InvitationState
from ..models import CourseGroup, CourseInvitation
from ..ways import refuse_closed
from .entering import enrol_or_find

VALID_FOR = timedelta(days=21)


class TakesItAlready(Exception):
    """The person takes the course, and there is no group to come into."""


@transaction.atomic
def invite(
    *,
    course: Course,
    email: str,
    name: str = "",
    language: str,
    group: CourseGroup | None = None,
    by: User | None,
    at: datetime,
) -> CourseInvitation:
    """Send a person the link that enrols them. An invitation that is out already gets a fresh link instead.

    Raises WrongEmail, WrongName, ClosedForNew, TakesItAlready.
    """
    refuse_closed(course)
    email, name = check_email(email), check_name(name) if name else ""
    person = person_with_address(email)
    if person and group is None and _takes(course, person):
        raise TakesItAlready
    values = {"name": name, "language": language, "group": group, "invited_by": by}
    invitation, token = _written(course, email, values, at=at)
    _leave_line(invitation, "joining.invite", by=by, at=at)
    mails.invitation(invitation, token=token, to=person, at=at)
    return invitation


@transaction.atomic
def renew_invitation(*, invitation: CourseInvitation, by: User | None, at: datetime) -> CourseInvitation:
    """Send a fresh link; the old one stops working. Raises InvitationUsed, InvitationWithdrawn, ClosedForNew."""
    invitation = _locked(invitation)
    refuse_closed(invitation.course)
    token = _refresh(invitation, at=at)
    invitation.save(update_fields=["token_hash", "invited_at", "expires_at"])
    _leave_line(invitation, "joining.invite", by=by, at=at)
    mails.invitation(invitation, token=token, to=person_with_address(invitation.email), at=at)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: CourseInvitation, by: User | None, at: datetime) -> CourseInvitation:
    """Take it back; its link stops working. Raises InvitationUsed, InvitationWithdrawn."""
    invitation = _locked(invitation)
    invitation.state = InvitationState.WITHDRAWN
    invitation.save(update_fields=["state"])
    _leave_line(invitation, "joining.withdraw_invitation", by=by, at=at)
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, user: User, at: datetime, organisation: Organisation | None = None) -> Enrolment:
    """Enrol the person who has the invited address, once. Who takes the course already goes on, and the link is used.

    Raises InvitationUnknown, InvitationUsed, InvitationWithdrawn, InvitationExpired, InvitationForAnother,
    ClosedForNew, CourseNotOpen.
    """
    rows = CourseInvitation.objects.select_for_update(of=("self",)).filter(token_hash=hash_of(token))
    invitation = _usable(rows.select_related("course", "group").first(), at=at)
    if not EmailAddress.objects.filter(user=user, email=invitation.email, verified=True).exists():
        raise InvitationForAnother
    enrolment, _new = enrol_or_find(
        course=invitation.course, learner=user, group=invitation.group, organisation=organisation, by=user, at=at
    )
    invitation.state, invitation.accepted_by, invitation.accepted_at = InvitationState.ACCEPTED, user, at
    invitation.save(update_fields=["state", "accepted_by", "accepted_at"])
    _leave_line(invitation, "joining.accept_invitation", by=user, at=at)
    return enrolment


@transaction.atomic
def open_account_and_accept(*, token: str, name: str, password_hash: str, language: str, at: datetime) -> User:
    """Give the reader of an invitation an account for the invited address, and enrol them: both or neither.

    Raises AccountExists, WrongName, and what `accept_invitation` raises.
    """
    email = usable_invitation(token=token, at=at).email
    user = accepting.give_account(email=email, name=name, password_hash=password_hash, language=language, at=at)
    accept_invitation(token=token, user=user, at=at)
    return user


def usable_invitation(*, token: str, at: datetime) -> CourseInvitation:
    """The invitation a link opens, as long as it can be accepted; raises what `accept_invitation` does."""
    rows = CourseInvitation.objects.select_related("course__ways", "group", "invited_by")
    return _usable(rows.filter(token_hash=hash_of(token)).first(), at=at)


def _usable(invitation: CourseInvitation | None, *, at: datetime) -> CourseInvitation:
    """A pause for everybody lets the link stand: whoever was invited acts for no organisation yet."""
    if invitation is None:
        raise InvitationUnknown
    _must_be_out(invitation)
    if at >= invitation.expires_at and not clock.timers_paused(organisation_id=None, at=at):
        raise InvitationExpired
    refuse_closed(invitation.course)
    return invitation


def _must_be_out(invitation: CourseInvitation) -> None:
    if invitation.state == InvitationState.ACCEPTED:
        raise InvitationUsed
    if invitation.state == InvitationState.WITHDRAWN:
        raise InvitationWithdrawn


def _takes(course: Course, person: User) -> bool:
    return Enrolment.objects.filter(course=course, learner=person, state=EnrolmentState.ACTIVE).exists()


def _locked(invitation: CourseInvitation) -> CourseInvitation:
    rows = CourseInvitation.objects.select_for_update(of=("self",)).select_related("course", "group", "invited_by")
    locked = rows.get(pk=invitation.pk)
    _must_be_out(locked)
    return locked


def _written(course: Course, email: str, values: Mapping[str, object], *, at: datetime) -> tuple[CourseInvitation, str]:
    """The invitation that is out, renewed, or a new one. A second at the same moment meets the constraint."""
    out = CourseInvitation.objects.select_for_update().filter(course=course, email=email, state=InvitationState.SENT)
    invitation = out.first() or CourseInvitation(course=course, email=email)
    token = _said(invitation, values, at=at)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError:
        invitation = out.get()
        token = _said(invitation, values, at=at)
        invitation.save()
    return invitation, token


def _said(invitation: CourseInvitation, values: Mapping[str, object], *, at: datetime) -> str:
    for name, value in values.items():
        setattr(invitation, name, value)
    return _refresh(invitation, at=at)


def _refresh(invitation: CourseInvitation, *, at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_of(token)
    invitation.invited_at, invitation.expires_at = at, at + VALID_FOR
    return token


def _leave_line(invitation: CourseInvitation, action: str, *, by: User | None, at: datetime) -> None:
    audit.record(invitation, action=action, by=by, at=at, course=invitation.course_id)
