"""What becomes of places when the day of their occurrence is another one, or is not known any more."""

from datetime import datetime

from cms import audit
from cms.people.models import User

from ..enums import PlaceState
from ..models import Need, Occurrence, Place
from .along import Days, days_of
from .answers import deletion_day
from .moves import locked_places, move


def take_offers_back(occurrence: Occurrence, *, by: User | None, at: datetime) -> list[Place]:
    """Nobody can say yes to a day that is not known: whoever was asked waits again, first in the line as before, and is
    asked anew when there is a day. The occurrence is locked.
    """
    places = locked_places(occurrence=occurrence.pk, state=PlaceState.OFFERED)
    if places:
        move(places, PlaceState.WAITING, at=at)
        audit.record_many([(place, {}) for place in places], action="events.take_offer_back", by=by, at=at)
    return places


def fit_new_day(occurrence: Occurrence, was: Days) -> None:
    """Who said that they come, or nothing, said it of another day. Needs are kept for the new one, and no offer runs
    beyond its start.
    """
    now = days_of(occurrence)
    places = Place.objects.filter(occurrence=occurrence)
    offered = places.filter(state=PlaceState.OFFERED, expires_at__gt=occurrence.starts_at)
    offered.update(expires_at=occurrence.starts_at)
    if now.first != was.first:
        places.filter(asked_at__isnull=False).update(asked_at=None, reconfirmed_at=None)
    if now.last != was.last:
        Need.objects.filter(place__occurrence=occurrence).update(delete_on=deletion_day(occurrence))
