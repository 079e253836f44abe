"""What people see of their own bookings."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from cms.people.models import User

from .domain.admission import is_on_sale
from .domain.places import costs_the_same
from .domain.room import offer_deadline
from .enums import LIVE_STATES, OccurrenceState, PlaceMode, PlaceState
from .models import Booking, Occurrence, Place, TicketCategory
from .standing import Standing, standing_of
from .theirs import bookings_ordered_by, places_taken_by


@dataclass(frozen=True)
class BookingView:
    """A booking with its places, and what may still be done with it."""

    booking: Booking
    places: list[Place]
    at: datetime

    @property
    def occurrence(self) -> Occurrence:
        return self.booking.occurrence

    @property
    def live(self) -> list[Place]:
        return [place for place in self.places if place.state in LIVE_STATES]

    @property
    def ended(self) -> list[Place]:
        return [place for place in self.places if place.state not in LIVE_STATES]

    @property
    def ended_as(self) -> str:
        """How all of them ended, where no place is left and it was in one way: given back, or the offer refused."""
        states = {place.state for place in self.places}
        told = {PlaceState.CANCELLED, PlaceState.DECLINED}
        return str(next(iter(states))) if len(states) == 1 and states <= told else ""

    @property
    def unnamed(self) -> list[Place]:
        return [place for place in self.live if not place.name and not place.email]

    @property
    def offered(self) -> list[Place]:
        return [place for place in self.live if place.state == PlaceState.OFFERED]

    @property
    def offer_ends_at(self) -> datetime | None:
        """None where nothing is offered, or no longer."""
        if self.is_cancelled:
            return None
        ends = [offer_deadline(place, at=self.at) for place in self.offered]
        return min((one for one in ends if one > self.at), default=None)

    @property
    def is_online(self) -> bool:
        """Nobody of it comes to the venue."""
        return bool(self.live) and all(place.mode == PlaceMode.ONLINE for place in self.live)

    @property
    def state(self) -> str:
        """What the page says first."""
        states = {place.state for place in self.live}
        order = (PlaceState.OFFERED, PlaceState.WAITING, PlaceState.PENDING, PlaceState.HELD, PlaceState.CONFIRMED)
        return next((state for state in order if state in states), "ended")

    @property
    def state_words(self) -> str:
        """How its places stand, while it has any: an offer says more than that nothing is settled."""
        return str(PlaceState(self.state).label) if self.live else self.booking.get_state_display()

    @property
    def is_cancelled(self) -> bool:
        """There is nothing to come to, so that nothing need be given back, named or changed either."""
        return self.occurrence.state == OccurrenceState.CANCELLED

    @property
    def may_cancel(self) -> bool:
        """As the verb will say: who only waits may leave until it starts."""
        until = self.occurrence.starts_at
        if any(place.state == PlaceState.CONFIRMED and not place.asked_at for place in self.live):
            until = self.occurrence.cancel_until or until
        return bool(self.live) and not self.is_cancelled and self.at < until

    @property
    def may_change(self) -> bool:
        return not self.is_cancelled and self.at < (self.occurrence.change_until or self.occurrence.starts_at)

    @property
    def may_name(self) -> bool:
        return takes_names(self.occurrence, at=self.at)


def takes_names(occurrence: Occurrence, *, at: datetime) -> bool:
    """Whether people may still say who comes, as the verb will say; and there is something to come to."""
    off = occurrence.state == OccurrenceState.CANCELLED
    return not off and at < (occurrence.names_until or occurrence.starts_at)


def booking_view(booking: Booking, *, at: datetime) -> BookingView:
    """One query."""
    places = list(booking.places.select_related("category").order_by("pk"))
    for place in places:
        place.booking, place.occurrence = booking, booking.occurrence
    return BookingView(booking, places, at)


def standing(view: BookingView) -> Standing | None:
    return standing_of(view.booking, at=view.at) if view.state == PlaceState.WAITING else None


def tickets_instead(place: Place, *, at: datetime) -> list[TicketCategory]:
    """What the owner may exchange a ticket for themselves: the same price, on sale now."""
    rows = TicketCategory.objects.filter(occurrence=place.occurrence_id)
    return [one for one in rows if _is_instead(one, place, at=at)]


def _is_instead(category: TicketCategory, place: Place, *, at: datetime) -> bool:
    own = place.category
    same = costs_the_same(category, own) and category.needs_approval <= own.needs_approval
    return same and category.pk != own.pk and is_on_sale(category, None, at=at)


def exchangeable(view: BookingView) -> set[int]:
    """Ids of the places whose ticket can be exchanged. One query, none where nothing may be changed any more."""
    if not view.may_change:
        return set()
    rows = list(TicketCategory.objects.filter(occurrence=view.occurrence))
    places = [place for place in view.live if place.state != PlaceState.OFFERED]
    return {place.pk for place in places if any(_is_instead(one, place, at=view.at) for one in rows)}


def bookings_of(user: User) -> QuerySet[Booking]:
    """What somebody ordered, the next first."""
    places = Place.objects.select_related("category").order_by("pk")
    rows = bookings_ordered_by(user).select_related("occurrence__series")
    return rows.prefetch_related(Prefetch("places", places)).order_by("-occurrence__starts_at", "-pk")


def places_for(user: User) -> QuerySet[Place]:
    """Places where somebody comes themselves, whoever ordered them."""
    rows = places_taken_by(user).filter(state__in=LIVE_STATES)
    return rows.select_related("occurrence__series", "category", "booking").order_by("occurrence__starts_at", "pk")
