"""Two records that turn out to be one organisation."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cms import audit

from .. import merging_points
from .. import organisation_mails as mails
from ..enums import JoinRequestState, OrganisationState
from ..models import JoinRequest, Organisation, OrganisationMerge, User

# What the kept record takes over where it says nothing itself.
FILLED = ("municipality_id", "county_id", "sector", "size_class")


class SameOrganisation(Exception):
    """An organisation is not merged into itself."""


class NotMergeable(Exception):
    """One of the two is merged already, or the one to keep is not in use."""


def what_would_move(*, merged: Organisation) -> dict[str, int]:
    """Say how many rows of each kind point at the organisation that would go, by the kind's name in words."""
    counted = ((point.label, point.rows(merged).count()) for point in merging_points.points() if not point.stays)
    return {label: count for label, count in counted if count}


@transaction.atomic
def merge_organisations(*, kept: Organisation, merged: Organisation, by: User, at: datetime) -> OrganisationMerge:
    """Let one record stand for both: everything that points at `merged` points at `kept` afterwards.

    Rows that would stand twice become one (see merging_rows). Both are locked in id order and looked at again, so that
    of A into B and B into A at the same moment one is refused. Raises SameOrganisation, NotMergeable.
    """
    if kept.pk == merged.pk:
        raise SameOrganisation
    kept, merged = _locked(kept, merged)
    if not kept.is_active or merged.state == OrganisationState.MERGED:
        raise NotMergeable
    waiting = _not_yet_announced(merged)
    merged.state, merged.merged_into = OrganisationState.MERGED, kept
    merged.save(update_fields=["state", "merged_into"])
    moved = _move_all(merged, kept, at=at)
    _fill(kept, merged)
    merge = OrganisationMerge.objects.create(kept=kept, merged=merged, moved=moved, by=by, at=at)
    about: dict[str, Any] = {"kept": kept.pk, "merged": merged.pk, "moved": moved}
    audit.record(kept, action="people.merge_organisations", by=by, at=at, **about)
    audit.record(merged, action="people.merge_organisations", by=by, at=at, **about)
    for request in JoinRequest.objects.filter(pk__in=waiting).select_related("user", "organisation"):
        mails.join_requested(request, at=at)
    return merge


@transaction.atomic
def move_what_came_later(*, merged: Organisation, by: User, at: datetime) -> dict[str, int]:
    """Move what somebody was writing for the record while it was merged; return how many rows of each kind.

    Raises NotMergeable where the record is not merged.
    """
    if not merged.merged_into:
        raise NotMergeable
    kept, merged = _locked(merged.merged_into, merged)
    moved = _move_all(merged, kept, at=at)
    if moved:
        about: dict[str, Any] = {"kept": kept.pk, "merged": merged.pk, "moved": moved}
        audit.record(kept, action="people.merge_organisations", by=by, at=at, **about)
    return moved


def _move_all(merged: Organisation, kept: Organisation, *, at: datetime) -> dict[str, int]:
    counted = {point.name: point.move(merged, kept, at=at) for point in merging_points.points()}
    return {name: count for name, count in counted.items() if count}


def _locked(*organisations: Organisation) -> list[Organisation]:
    """The same organisations, in the same order, as they are now."""
    rows = Organisation.objects.select_for_update().filter(pk__in=[one.pk for one in organisations]).order_by("pk")
    found = {row.pk: row for row in rows}
    return [found[one.pk] for one in organisations]


def _not_yet_announced(merged: Organisation) -> list[int]:
    """Requests to join a registration that waits: so far only the centre knows of them."""
    if merged.state != OrganisationState.PENDING:
        return []
    return list(merged.join_requests.filter(state=JoinRequestState.WAITING).values_list("pk", flat=True))


def _fill(kept: Organisation, merged: Organisation) -> None:
    """Let the kept record know what only the other one did."""
    names = [name for name in FILLED if not getattr(kept, name) and getattr(merged, name)]
    if merged.number and not kept.number and merged.country == kept.country:
        names.append("number")
    for name in names:
        setattr(kept, name, getattr(merged, name))
    if names:
        kept.save(update_fields=names)
