"""Telling those who came that there is material: once each, when who came is settled and there is something to open.

What comes later than the settlement is found by the tick, and so is whoever is corrected into the list. Who is hit by a
crisis pause hears of it when that is over.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from cms import clock
from cms.mail.models import OutboxMessage
from events.models import Occurrence, Place

from . import mails
from .queries import attendees_of

# So long after an occurrence people are told of what is added.
TOLD_WITHIN = timedelta(days=60)
MOST_AT_ONCE = 200


def occurrences_with_materials(*, at: datetime) -> list[int]:
    """Those that are over, and have something to open."""
    opened = Q(materials__open_from__isnull=True) | Q(materials__open_from__lte=at)
    rows = Occurrence.objects.filter(
        opened, ends_at__gt=at - TOLD_WITHIN, ends_at__lte=at, materials__shown_since__isnull=False
    )
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct())


@transaction.atomic
def tell_of_materials(*, occurrence_id: int, at: datetime) -> int:
    """Write to those who came and have not been told; say to how many. Safe to run twice: each mail is written once."""
    if occurrence_id not in occurrences_with_materials(at=at):
        return 0
    occurrence = Occurrence.objects.select_related("series").get(pk=occurrence_id)
    came = attendees_of(occurrence)
    if came is None:
        return 0
    told = _told(occurrence)
    rows = came.filter(is_assistant=False).exclude(user__isnull=True, email="")
    number = 0
    for place in rows.select_related("user", "booking").order_by("pk"):
        if number == MOST_AT_ONCE:
            break
        if mails.materials_key(place) in told or _stands_still(place, at=at):
            continue
        place.occurrence = occurrence
        number += bool(mails.materials_ready(place, at=at))
    return number


def _told(occurrence: Occurrence) -> set[str]:
    rows = OutboxMessage.objects.filter(idempotency_key__startswith=mails.materials_keys(occurrence))
    return {str(key) for key in rows.values_list("idempotency_key", flat=True)}


def _stands_still(place: Place, *, at: datetime) -> bool:
    organisation = place.organisation_id or place.booking.organisation_id
    return clock.timers_paused(organisation_id=organisation, at=at)
