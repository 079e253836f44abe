"""What becomes of this room's own rows when organisations are merged."""

from datetime import datetime

from django.db import models
from django.db.models.fields.reverse_related import ManyToOneRel

from . import merging_points
from .enums import InvitationState, JoinRequestState
from .models import (
    Agreement,
    ExpectedRole,
    Invitation,
    InvoiceAddress,
    JoinRequest,
    Membership,
    Organisation,
    OrganisationMerge,
    Unit,
)

INVOICE_FIELDS = ("email", "address", "peppol_id", "buyer_reference")


def register() -> None:
    """Units first: memberships and invitations follow their unit by themselves."""
    merging_points.register(Unit, "organisation", prepare=join_units)
    merging_points.register(Membership, "organisation", prepare=keep_longest_memberships)
    merging_points.register(ExpectedRole, "organisation", prepare=drop_roles_expected_already)
    merging_points.register(JoinRequest, "organisation", prepare=keep_first_requests)
    merging_points.register(Invitation, "organisation", prepare=withdraw_second_invitations)
    merging_points.register(InvoiceAddress, "organisation", prepare=fill_invoice_address)
    merging_points.register(Agreement, "organisation")
    merging_points.register(Organisation, "merged_into")
    # The log of merges says what happened then.
    merging_points.register(OrganisationMerge, "kept", stays=True)
    merging_points.register(OrganisationMerge, "merged", stays=True)


def join_units(merged: Organisation, kept: Organisation, at: datetime) -> None:
    """Units of the same name are one: whatever points at the one that goes points at the other."""
    staying = {unit.name.lower(): unit for unit in kept.units.all()}
    for unit in merged.units.all():
        if same := staying.get(unit.name.lower()):
            for model, field in _pointing_at_units():
                model._base_manager.filter(**{field: unit}).update(**{field: same})
            unit.delete()


def _pointing_at_units() -> list[tuple[type[models.Model], str]]:
    relations = [field for field in Unit._meta.get_fields(include_hidden=True) if isinstance(field, ManyToOneRel)]
    return [(relation.related_model, relation.field.name) for relation in relations]


def keep_longest_memberships(merged: Organisation, kept: Organisation, at: datetime) -> None:
    """Where a person has the same role in both, the membership that began first stays."""
    staying = {(row.user_id, row.role): row for row in _open_memberships(kept)}
    for row in _open_memberships(merged):
        if same := staying.get((row.user_id, row.role)):
            shorter = same if row.starts_on < same.starts_on else row
            shorter.delete()


def _open_memberships(organisation: Organisation) -> list[Membership]:
    return list(Membership.objects.filter(organisation=organisation, ends_on__isnull=True).select_for_update())


def drop_roles_expected_already(merged: Organisation, kept: Organisation, at: datetime) -> None:
    expected = kept.expected_roles.values_list("role", flat=True)
    merged.expected_roles.filter(role__in=list(expected)).delete()


def keep_first_requests(merged: Organisation, kept: Organisation, at: datetime) -> None:
    """Who waits for both waits once, from when they first asked."""
    waiting = JoinRequest.objects.filter(state=JoinRequestState.WAITING)
    staying = {row.user_id: row for row in waiting.filter(organisation=kept)}
    for row in waiting.filter(organisation=merged):
        if same := staying.get(row.user_id):
            later = same if row.asked_at < same.asked_at else row
            JoinRequest.objects.filter(pk=later.pk).update(state=JoinRequestState.WITHDRAWN, answered_at=at)


def withdraw_second_invitations(merged: Organisation, kept: Organisation, at: datetime) -> None:
    out = Invitation.objects.filter(state=InvitationState.SENT)
    staying = set(out.filter(organisation=kept).values_list("email", "role"))
    second = [row.pk for row in out.filter(organisation=merged) if (row.email, row.role) in staying]
    Invitation.objects.filter(pk__in=second).update(state=InvitationState.WITHDRAWN)


def fill_invoice_address(merged: Organisation, kept: Organisation, at: datetime) -> None:
    """One organisation has one invoice address: the kept one's, with its empty fields filled from the other."""
    going = InvoiceAddress.objects.filter(organisation=merged).first()
    staying = InvoiceAddress.objects.filter(organisation=kept).first()
    if going and staying:
        for name in INVOICE_FIELDS:
            setattr(staying, name, getattr(staying, name) or getattr(going, name))
        staying.save(update_fields=INVOICE_FIELDS)
        going.delete()
