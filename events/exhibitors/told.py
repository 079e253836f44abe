"""Who has applied for a stand hears when the event is moved, postponed or called off. Who has one has places in it, and
hears by these; both at one address get one mail.
"""

from django.db.models import QuerySet

from events.domain.also_told import AlsoTold
from events.models import Occurrence

from .enums import LIVE_STATES
from .models import Exhibitor


def exhibitors_told(occurrence: Occurrence) -> QuerySet[Exhibitor]:
    return Exhibitor.objects.filter(occurrence=occurrence, state__in=LIVE_STATES).exclude(email="").order_by("pk")


EXHIBITORS = AlsoTold(exhibitors_told, account="contact")
