"""Asking to act for an organisation, and the answer."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cms import audit

from .. import organisation_mails as mails
from ..enums import JoinRequestState, MembershipRole, OrganisationState
from ..models import JoinRequest, Membership, Organisation, User
from ..queries import current_memberships
from .invitations import close_invitations
from .people import join_organisation

# So that nobody fills other people's lists.
MOST_WAITING = 10


class OrganisationNotOpen(Exception):
    """The organisation is not in use, so nobody can join it now."""


class AlreadyMember(Exception):
    """The person has this role in the organisation."""


class TooManyRequests(Exception):
    """The person waits for as many answers as one may."""


class AlreadyAnswered(Exception):
    """Somebody was first: the request is answered or taken back."""


class OwnRequest(Exception):
    """Nobody answers their own request."""


@transaction.atomic
def ask_to_join(
    *, user: User, organisation: Organisation, role: str = MembershipRole.MEMBER, message: str = "", at: datetime
) -> JoinRequest:
    """Ask those who look after the organisation. Whoever waits already gets the request that is there.

    Raises OrganisationNotOpen, AlreadyMember, TooManyRequests.
    """
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.state not in (OrganisationState.ACTIVE, OrganisationState.PENDING):
        raise OrganisationNotOpen
    held = current_memberships(on=timezone.localdate(at)).filter(user=user, organisation=locked, role=role)
    if held.exists():
        raise AlreadyMember
    waiting = list(JoinRequest.objects.filter(user=user, state=JoinRequestState.WAITING)[: MOST_WAITING + 1])
    if mine := next((one for one in waiting if one.organisation_id == locked.pk), None):
        return mine
    if len(waiting) >= MOST_WAITING:
        raise TooManyRequests
    return _ask(user, locked, role, message, at)


def _ask(user: User, organisation: Organisation, role: str, message: str, at: datetime) -> JoinRequest:
    request = JoinRequest.objects.create(
        user=user, organisation=organisation, role=role, message=message.strip(), asked_at=at
    )
    audit.record(request, action="people.ask_to_join", by=user, at=at, organisation=organisation.pk, role=role)
    if organisation.is_active:
        mails.join_requested(request, at=at)
    return request


@transaction.atomic
def approve_request(*, request: JoinRequest, by: User, at: datetime) -> Membership:
    """Let the person in, from today. Raises AlreadyAnswered, OwnRequest, and OrganisationNotOpen before it is approved
    itself."""
    waiting = _locked(request, by=by)
    if not waiting.organisation.is_active:
        raise OrganisationNotOpen
    membership = let_in(waiting, by=by, at=at)
    mails.join_answered(waiting, at=at)
    return membership


@transaction.atomic
def refuse_request(*, request: JoinRequest, by: User, at: datetime, reason: str = "") -> JoinRequest:
    """Say no; why, if it is said, stands in the mail alone. Raises AlreadyAnswered, OwnRequest."""
    waiting = _locked(request, by=by)
    _answer(waiting, JoinRequestState.REFUSED, by=by, at=at)
    mails.join_answered(waiting, reason=reason.strip(), at=at)
    return waiting


@transaction.atomic
def withdraw_request(*, request: JoinRequest, by: User, at: datetime) -> JoinRequest:
    """Take one's own request back. Raises AlreadyAnswered."""
    waiting = _locked(request, by=None)
    _answer(waiting, JoinRequestState.WITHDRAWN, by=by, at=at)
    return waiting


def let_in(request: JoinRequest, *, by: User, at: datetime) -> Membership:
    """Make the person a member as they asked. For verbs that hold the lock and have looked at the state."""
    membership = join_organisation(
        user=request.user,
        organisation=request.organisation,
        role=request.role,
        starts_on=timezone.localdate(at),
        by=by,
        at=at,
    )
    _answer(request, JoinRequestState.APPROVED, by=by, at=at)
    close_invitations(user=request.user, organisation=request.organisation, role=request.role, by=by, at=at)
    return membership


def answer_all(organisation: Organisation, state: str, *, by: User | None, at: datetime) -> list[JoinRequest]:
    """Answer everybody who waits for an organisation, whose row the caller has locked."""
    rows = JoinRequest.objects.filter(organisation=organisation, state=JoinRequestState.WAITING)
    waiting = list(rows.select_for_update(of=("self",)).select_related("user", "organisation").order_by("pk"))
    for request in waiting:
        _answer(request, state, by=by, at=at)
    return waiting


def _answer(request: JoinRequest, state: str, *, by: User | None, at: datetime) -> None:
    request.state, request.answered_by, request.answered_at = state, by, at
    request.save(update_fields=["state", "answered_by", "answered_at"])
    about = {"organisation": request.organisation_id, "user": request.user_id, "state": str(state)}
    audit.record(request, action="people.answer_request", by=by, at=at, **about)


def _locked(request: JoinRequest, *, by: User | None) -> JoinRequest:
    """The request as it is now, locked after its organisation (a merge moves requests and locks in that order)."""
    while True:
        organisation = JoinRequest.objects.values_list("organisation_id", flat=True).get(pk=request.pk)
        Organisation.objects.select_for_update().get(pk=organisation)
        rows = JoinRequest.objects.select_for_update(of=("self",)).select_related("user", "organisation")
        found = rows.get(pk=request.pk)
        if found.organisation_id == organisation:
            break
    if found.state != JoinRequestState.WAITING:
        raise AlreadyAnswered
    if by == found.user:
        raise OwnRequest
    return found
