"""Presence online: going to the meeting through our page, and the report the meeting writes."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from cms import clock
from events.models import Place

from ..enums import Source
from ..models import CheckIn
from .check_ins import Scan, check_in

JOINING, REPORT = "join", "report"


def record_joining(*, place: Place, at: datetime) -> CheckIn:
    """Somebody went to the meeting: written down once a day, however often they go."""
    nonce = uuid5(NAMESPACE_URL, f"join:{place.pk}:{clock.local_date(at)}")
    scan = Scan(device=JOINING, nonce=nonce, place_id=place.pk, source=Source.JOIN)
    return check_in(occurrence=place.occurrence, scan=scan, by=None, at=at)
