"""Giving people roles in an organisation, moving them between its units, and letting them go.

Every verb locks the organisation first: two tabs, or two contacts who leave at the same moment, stand in line there.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms import audit

from ..enums import MembershipRole
from ..models import Membership, Organisation, Unit, User
from ..rules import is_coordinator
from .invitations import close_invitations


class AlreadyHeld(Exception):
    """The person holds this role already, or will within the same time."""


class AlreadyEnded(Exception):
    """The membership ends on that day or before it already: another tab was first, or the role was over."""


class EndsBeforeItStarts(Exception):
    """The last day lies before the first."""


class LastContact(Exception):
    """Nobody would be left to look after the organisation."""


class OrganisationNotActive(Exception):
    """Nobody is given a role in an organisation that waits for approval, is merged or is gone."""


class UnitOfAnother(Exception):
    """The unit belongs to another organisation."""


@transaction.atomic
def give_membership(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    unit: Unit | None = None,
    starts_on: date,
    by: User | None,
    at: datetime,
) -> Membership:
    """Give a person a role from a day on. Raises OrganisationNotActive, UnitOfAnother and AlreadyHeld."""
    locked = _lock(organisation.pk)
    if not locked.is_active:
        raise OrganisationNotActive(locked.pk)
    _check_unit(unit, locked.pk)
    held = Membership.objects.filter(user=user, organisation=locked, role=role)
    if held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)).exists():
        raise AlreadyHeld(role)
    membership = Membership.objects.create(
        user=user, organisation=locked, role=role, unit=unit, starts_on=starts_on, ends_on=None
    )
    data = {"user": user.pk, "organisation": locked.pk, "role": role}
    audit.record(membership, action="people.join", by=by, at=at, **data)
    close_invitations(user=user, organisation=locked, role=role, by=by, at=at)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, ends_on: date, by: User | None, at: datetime) -> Membership | None:
    """Let a role end, that day included. An end that was set already can be moved forward, never back.

    One that is ended before it has lasted a day was a mistake: it is taken back, and None is returned.
    Raises AlreadyEnded, EndsBeforeItStarts, and LastContact unless the centre does it.
    """
    _lock(membership.organisation_id)
    return _end(_fresh(membership), ends_on=ends_on, by=by, at=at)


@transaction.atomic
def leave_organisation(
    *, user: User, organisation: Organisation, ends_on: date, by: User | None, at: datetime
) -> list[Membership]:
    """Let every role of a person in an organisation end, or none. Return those that ended; raises as end_membership.

    Roles that end before that day anyway are left as they are; without any other, AlreadyEnded is raised.
    """
    _lock(organisation.pk)
    held = Membership.objects.select_for_update().filter(user=user, organisation=organisation).order_by("pk")
    open_ones = list(held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)))
    if not open_ones:
        raise AlreadyEnded(user.pk)
    for membership in open_ones:
        _end(membership, ends_on=ends_on, by=by, at=at)
    return open_ones


@transaction.atomic
def move_to_unit(*, membership: Membership, unit: Unit | None, by: User | None, at: datetime) -> Membership:
    """Move a role to another unit of the same organisation, or to none. Raises UnitOfAnother and AlreadyEnded."""
    _lock(membership.organisation_id)
    locked = _fresh(membership)
    _check_unit(unit, locked.organisation_id)
    if locked.ends_on and locked.ends_on < timezone.localdate(at):
        raise AlreadyEnded(locked.pk)
    if locked.unit_id != (unit.pk if unit else None):
        before, locked.unit = locked.unit_id, unit
        locked.save(update_fields=["unit"])
        audit.record(
            locked, action="people.move_unit", by=by, at=at, unit_before=before, unit_after=unit.pk if unit else None
        )
    return locked


def _end(membership: Membership, *, ends_on: date, by: User | None, at: datetime) -> Membership | None:
    if membership.ends_on and membership.ends_on <= ends_on:
        raise AlreadyEnded(membership.pk)
    _check_contact_left(membership, ends_on=ends_on, by=by)
    data = {"user": membership.user_id, "organisation": membership.organisation_id, "role": membership.role}
    if ends_on < membership.starts_on:
        if membership.starts_on < timezone.localdate(at):
            raise EndsBeforeItStarts(membership.pk)
        audit.record(membership, action="people.take_back_role", by=by, at=at, **data)
        membership.delete()
        return None
    membership.ends_on = ends_on
    membership.save(update_fields=["ends_on"])
    audit.record(membership, action="people.end_role", by=by, at=at, ends_on=ends_on.isoformat(), **data)
    return membership


def _check_contact_left(membership: Membership, *, ends_on: date, by: User | None) -> None:
    """Somebody who stays on must be contact from the day after at the latest; only the centre may leave nobody."""
    if membership.role != MembershipRole.CONTACT or by is None or is_coordinator(by):
        return
    others = Membership.objects.filter(
        organisation=membership.organisation_id,
        role=MembershipRole.CONTACT,
        ends_on__isnull=True,
        starts_on__lte=max(ends_on, membership.starts_on),
        user__is_active=True,
    )
    if not others.exclude(user=membership.user_id).exists():
        raise LastContact(membership.organisation_id)


def _lock(organisation_id: int) -> Organisation:
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def _fresh(membership: Membership) -> Membership:
    """The row as it stands under the lock. Gone (taken back in another tab) counts as ended."""
    found = Membership.objects.select_for_update().filter(pk=membership.pk).first()
    if found is None:
        raise AlreadyEnded(membership.pk)
    return found


def _check_unit(unit: Unit | None, organisation_id: int) -> None:
    if unit is not None and unit.organisation_id != organisation_id:
        raise UnitOfAnother(unit.pk)
