"""More places in a booking that stands: by staff, where how many there are hangs on something else than an order."""

from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User

from ..enums import BookingState, PlaceState
from ..models import Booking, Place, TicketCategory
from ..signals import places_confirmed
from .bookings import OccurrenceFull
from .moves import NotPossibleNow, announce
from .new_places import place_for
from .room import Held, hold
from .waiting import may_go_first


@transaction.atomic
def add_places(
    *, booking: Booking, category: TicketCategory, number: int, by: User | None, at: datetime
) -> list[Place]:
    """Confirmed at once, and without names. Nobody who waits is passed by.

    Raises NotPossibleNow for a booking that is not confirmed, OccurrenceFull.
    """
    held = hold(booking.occurrence_id, at=at)
    fresh = Booking.objects.get(pk=booking.pk)
    if fresh.state != BookingState.CONFIRMED:
        raise NotPossibleNow(fresh.state)
    demand = {category.pk: number}
    if not (held.room.fits(demand) and may_go_first(held, held.room.needs(demand))):
        raise OccurrenceFull(held.occurrence.pk)
    places = Place.objects.bulk_create(_new(held, fresh, category) for _ in range(number))
    audit.record(fresh, action="events.add_places", by=by, at=at, number=number)
    announce(places_confirmed, places, at=at)
    return places


def _new(held: Held, booking: Booking, category: TicketCategory) -> Place:
    booking.occurrence = held.occurrence
    confirmed = {"state": PlaceState.CONFIRMED, "booked_at": held.at, "confirmed_at": held.at}
    return place_for(booking, category, price=category.price, **confirmed)
