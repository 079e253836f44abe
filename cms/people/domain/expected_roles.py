"""Which roles an organisation wants somebody in."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cms import audit

from ..enums import MembershipRole
from ..models import ExpectedRole, Organisation, User

# A plain member is nothing that can be vacant.
CAN_BE_EXPECTED = tuple(role for role in MembershipRole.values if role != MembershipRole.MEMBER)


class NotExpectable(Exception):
    """There is no such role, or it is none that can be vacant."""


@transaction.atomic
def expect_roles(*, organisation: Organisation, roles: Iterable[str], by: User | None, at: datetime) -> list[str]:
    """Say which roles somebody ought to hold, instead of what was said before. Raises NotExpectable."""
    wanted = set(roles)
    if unknown := wanted.difference(CAN_BE_EXPECTED):
        raise NotExpectable(*sorted(unknown))
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    before = set(ExpectedRole.objects.filter(organisation=organisation).values_list("role", flat=True))
    ExpectedRole.objects.filter(organisation=organisation, role__in=before - wanted).delete()
    ExpectedRole.objects.bulk_create(ExpectedRole(organisation=organisation, role=role) for role in wanted - before)
    if wanted != before:
        audit.record(organisation, action="people.expect_roles", by=by, at=at, roles=sorted(wanted))
    return sorted(wanted)
