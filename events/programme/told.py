"""Speakers hear when the event is moved, postponed or called off, with a place in it or without."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower

from events.domain.also_told import AlsoTold, Reader, reader_of
from events.models import Occurrence

from .models import Speaker


def speakers_told(occurrence: Occurrence) -> QuerySet[Speaker]:
    """Those who were asked or have said yes, and have not taken it back."""
    rows = Speaker.objects.filter(occurrence=occurrence, withdrawn_at=None).exclude(email="")
    return rows.exclude(invited_at=None, consented_at=None).order_by("pk")


def _emails(occurrence: Occurrence) -> QuerySet[Any, Any]:
    return speakers_told(occurrence).order_by().values_list(Lower("email"))


def _readers(occurrence: Occurrence) -> Iterable[Reader]:
    rows = speakers_told(occurrence).select_related("user")
    readers = (reader_of(one.user, one.email, one.name, one.language) for one in rows)
    return [reader for reader in readers if reader]


SPEAKERS = AlsoTold(_emails, _readers)
