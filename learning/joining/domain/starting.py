"""Telling the members of a group that it starts. A tick finds who was not told; each is told once."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from cms import clock
from learning.enums import EnrolmentState

from ..mails import group_starts
from ..models import GroupPlace


def members_to_tell(*, at: datetime, limit: int = 500) -> list[int]:
    """Places of people whose group starts today, or has started while a pause held the mail back. One query, and none
    more a place."""
    rows = _untold(at).order_by("pk").values_list("pk", "enrolment__organisation_id")[:limit]
    return [pk for pk, organisation in rows if not clock.timers_paused(organisation_id=organisation, at=at)]


@transaction.atomic
def tell_member(*, place_id: int, at: datetime) -> bool:
    """Write to one member; say whether there was something to write. Safe to run twice: the row is locked."""
    rows = (
        _untold(at).select_for_update(of=("self",)).select_related("group", "enrolment__course", "enrolment__learner")
    )
    place = rows.filter(pk=place_id).first()
    if place is None or clock.timers_paused(organisation_id=place.enrolment.organisation_id, at=at):
        return False
    GroupPlace.objects.filter(pk=place.pk).update(told_at=at)
    group_starts(place, at=at)
    return True


def _untold(at: datetime) -> QuerySet[GroupPlace]:
    return GroupPlace.objects.filter(
        told_at__isnull=True,
        waits=True,
        group__starts_on__lte=clock.local_date(at),
        enrolment__state=EnrolmentState.ACTIVE,
        enrolment__learner__is_active=True,
    )
