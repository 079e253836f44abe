"""A new event is made once, however often its form is sent."""

from datetime import datetime, timedelta

from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry

from cms.people.models import User

from ...enums import OccurrenceState
from ...models import Occurrence, Series
from ..log_names import kind_of

# Back in the browser and sent again; later it is meant.
JUST_NOW = timedelta(hours=1)


def made_just_now(
    *, title: str, kind: str, series: Series | None, starts_at: datetime, by: User, at: datetime
) -> Occurrence | None:
    """What this person has made already with the same title at the same time. Their row is locked, so that two clicks
    come one after the other: call it in the transaction that makes the event. Two queries.
    """
    User.objects.select_for_update().get(pk=by.pk)
    made = ModelLogEntry.objects.filter(
        content_type=kind_of(Occurrence),
        action="events.create_occurrence",
        user=by,
        timestamp__gt=at - JUST_NOW,
    )
    rows = Occurrence.objects.select_related("series").exclude(state=OccurrenceState.CANCELLED)
    rows = rows.annotate(number=Cast("pk", CharField())).filter(number__in=made.values("object_id"))
    rows = rows.filter(series=series) if series else rows.filter(series__kind=kind)
    return next((one for one in rows.filter(starts_at=starts_at) if title in _titles(one)), None)


def _titles(occurrence: Occurrence) -> set[str]:
    return {*occurrence.titles.values(), *occurrence.series.titles.values()}
