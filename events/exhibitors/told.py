"""Who has applied for a stand hears when the event is moved, postponed or called off. Who has one has places in it, and
hears by these; both at one address get one mail.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower

from events.domain.also_told import AlsoTold, Reader, reader_of
from events.models import Occurrence

from .enums import LIVE_STATES
from .models import Exhibitor


def exhibitors_told(occurrence: Occurrence) -> QuerySet[Exhibitor]:
    return Exhibitor.objects.filter(occurrence=occurrence, state__in=LIVE_STATES).exclude(email="").order_by("pk")


def _emails(occurrence: Occurrence) -> QuerySet[Any, Any]:
    return exhibitors_told(occurrence).order_by().values_list(Lower("email"))


def _readers(occurrence: Occurrence) -> Iterable[Reader]:
    rows = exhibitors_told(occurrence).select_related("contact")
    readers = (reader_of(one.contact, one.email, one.name, one.language) for one in rows)
    return [reader for reader in readers if reader]


EXHIBITORS = AlsoTold(_emails, _readers)
