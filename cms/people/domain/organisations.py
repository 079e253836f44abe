"""Organisations come in by registration, are approved or refused by the centre, and close."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from cms import audit
from cms.places.models import Municipality

from .. import organisation_mails as mails
from ..enums import InvitationState, JoinRequestState, MembershipRole, OrganisationState
from ..models import Invitation, JoinRequest, Membership, Organisation, User
from ..numbers import check_organisation_number
from ..queries import has_contact, organisation_numbered
from .joining import OwnRequest, answer_all, ask_to_join, let_in


class NotWaiting(Exception):
    """The registration is answered already."""


class ReasonMissing(Exception):
    """Whoever is refused is told why."""


class NotInUse(Exception):
    """Only an organisation in use can be closed."""


class Details(TypedDict, total=False):
    """What may be said of an organisation when it is registered."""

    municipality: Municipality | None
    sector: str
    size_class: str


@dataclass(frozen=True)
class Registered:
    """What came of a registration: the request that waits now, for a new organisation or for one that was here."""

    request: JoinRequest
    is_new: bool


def register_organisation(
    *,
    name: str,
    kind: str,
    country: str,
    number: str = "",
    language: str,
    message: str = "",
    by: User,
    at: datetime,
    **details: Unpack[Details],
) -> Registered:
    """Register an organisation that waits for approval, with the request of whoever registers it to be its contact.

    Where an organisation with this number waits or is in use already, that one is joined instead, also when two
    register it at the same moment. Raises WrongNumber, AlreadyMember, TooManyRequests.
    """
    number = check_organisation_number(number, country=country) if number.strip() else ""
    values = {
        "name": " ".join(name.split()),
        "kind": kind,
        "country": country,
        "number": number,
        "language": language,
        **details,
    }
    if known := organisation_numbered(number, country=country):
        return _join(known, message=message, by=by, at=at)
    try:
        return Registered(_register(values, message=message, by=by, at=at), is_new=True)
    except IntegrityError:  # the unique constraint: somebody was a moment earlier
        known = organisation_numbered(number, country=country)
        if not known:
            raise
        return _join(known, message=message, by=by, at=at)


@transaction.atomic
def _register(values: dict[str, Any], *, message: str, by: User, at: datetime) -> JoinRequest:
    organisation = Organisation.objects.create(state=OrganisationState.PENDING, **values)
    audit.record(organisation, action="people.register_organisation", by=by, at=at)
    request = ask_to_join(user=by, organisation=organisation, role=MembershipRole.CONTACT, message=message, at=at)
    mails.registration_waiting(request, at=at)
    return request


def _join(organisation: Organisation, *, message: str, by: User, at: datetime) -> Registered:
    """As contact person where there is none yet."""
    contacts = has_contact(organisation, on=timezone.localdate(at))
    role = MembershipRole.MEMBER if contacts else MembershipRole.CONTACT
    request = ask_to_join(user=by, organisation=organisation, role=role, message=message, at=at)
    return Registered(request, is_new=False)


@transaction.atomic
def approve_organisation(*, organisation: Organisation, by: User, at: datetime) -> Organisation:
    """Take the organisation into use; whoever registered it becomes its contact person.

    Others who wait for it go on waiting, for the contact person or the centre. Raises NotWaiting, and OwnRequest for
    one's own registration.
    """
    locked = _locked_pending(organisation)
    waiting = JoinRequest.objects.filter(organisation=locked, state=JoinRequestState.WAITING)
    first = (
        waiting.filter(role=MembershipRole.CONTACT)
        .select_related("user", "organisation")
        .order_by("asked_at", "pk")
        .first()
    )
    if first and first.user == by:
        raise OwnRequest
    _set_state(locked, OrganisationState.ACTIVE, action="people.approve_organisation", by=by, at=at)
    if first:
        let_in(first, by=by, at=at)
        mails.registration_answered(first, reason="", at=at)
    for request in waiting.all():
        mails.join_requested(request, at=at)
    return locked


@transaction.atomic
def refuse_organisation(*, organisation: Organisation, reason: str, by: User, at: datetime) -> Organisation:
    """Refuse a registration and everybody's request with it; those who asked are told why.

    Raises NotWaiting, ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    locked = _locked_pending(organisation)
    _set_state(locked, OrganisationState.REFUSED, action="people.refuse_organisation", by=by, at=at)
    for request in answer_all(locked, JoinRequestState.REFUSED, by=by, at=at):
        mails.registration_answered(request, reason=reason.strip(), at=at)
    return locked


@transaction.atomic
def close_organisation(*, organisation: Organisation, by: User, at: datetime) -> Organisation:
    """Close an organisation that is no more: its memberships end today, requests and invitations lapse, records stay.

    Raises NotInUse.
    """
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not locked.is_active:
        raise NotInUse
    _set_state(locked, OrganisationState.CLOSED, action="people.close_organisation", by=by, at=at)
    for request in answer_all(locked, JoinRequestState.REFUSED, by=by, at=at):
        mails.join_answered(request, at=at)
    Invitation.objects.filter(organisation=locked, state=InvitationState.SENT).update(state=InvitationState.WITHDRAWN)
    today = timezone.localdate(at)
    lasting = Membership.objects.filter(organisation=locked).exclude(ends_on__lte=today)
    lasting.update(ends_on=Greatest(F("starts_on"), Value(today, DateField())))
    return locked


def _locked_pending(organisation: Organisation) -> Organisation:
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.state != OrganisationState.PENDING:
        raise NotWaiting
    return locked


def _set_state(organisation: Organisation, state: str, *, action: str, by: User, at: datetime) -> None:
    organisation.state = state
    organisation.save(update_fields=["state"])
    audit.record(organisation, action=action, by=by, at=at)
