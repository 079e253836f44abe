"""Speakers hear when the event is moved, postponed or called off, with a place in it or without."""

from django.db.models import QuerySet

from events.domain.also_told import AlsoTold
from events.models import Occurrence

from .models import Speaker


def speakers_told(occurrence: Occurrence) -> QuerySet[Speaker]:
    """Those who were asked or have said yes, and have not taken it back."""
    rows = Speaker.objects.filter(occurrence=occurrence, withdrawn_at=None).exclude(email="")
    return rows.exclude(invited_at=None, consented_at=None).order_by("pk")


SPEAKERS = AlsoTold(speakers_told, account="user")
