"""Rows of new places, whose they are, and telling of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cms.people.models import Organisation

from ..codes import new_code
from ..enums import PlaceState
from ..models import Booking, Place, TicketCategory
from ..signals import places_confirmed, places_pending, places_waiting
from .moves import announce
from .orders import Named, Order
from .vouchers import Taken


def write_places(
    booking: Booking,
    order: Order,
    categories: Mapping[int, TicketCategory],
    voucher: Taken | None,
    state: PlaceState,
    *,
    waits_since: datetime | None,
) -> list[Place]:
    places = []
    for one in order.wanted:
        category = categories[one.category_id]
        for person in one.people:
            place = place_for(
                booking,
                category,
                state=state,
                price=voucher.price(category) if voucher else category.price,
                booked_at=order.at,
                confirmed_at=booking.confirmed_at,
                expires_at=order.terms.held_until if state == PlaceState.HELD else None,
                waits_since=waits_since,
            )
            fill(place, person, order.organisation)
            places.append(place)
    return Place.objects.bulk_create(places)


def place_for(booking: Booking, category: TicketCategory, **about: Any) -> Place:
    """Nobody's yet, not written, with a code of its own. The booking's occurrence must be loaded."""
    return Place(
        booking=booking,
        occurrence=booking.occurrence,
        category=category,
        mode=category.mode,
        vat_code=category.vat_code,
        code=new_code(),
        **about,
    )


def fill(place: Place, person: Named, organisation: Organisation | None) -> None:
    """Let a place be somebody's."""
    place.user = person.user
    place.name, place.email = person.shown_name[:200], person.address
    place.organisation = person.organisation or (organisation if person.is_somebody else None)
    place.is_assistant = person.is_assistant


def announce_state(places: Sequence[Place], *, at: datetime) -> None:
    """Tell of places by the state they have now."""
    signals = {
        PlaceState.CONFIRMED: places_confirmed,
        PlaceState.PENDING: places_pending,
        PlaceState.WAITING: places_waiting,
    }
    if places and (signal := signals.get(PlaceState(places[0].state))):
        announce(signal, places, at=at)
