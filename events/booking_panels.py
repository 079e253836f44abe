"""What bookings hang on my day and on the organisation's page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import clock
from cms.hook_points import my_day_panels, organisation_panels
from cms.people.models import Organisation, User
from cms.people.presence import has_any, register_presence
from cms.people.requests import SignedInRequest

from .domain.room import offer_deadline
from .enums import LIVE_STATES, OccurrenceState, PlaceState
from .faces import Face
from .hook_points import taking_part
from .models import Booking, Occurrence, Place
from .theirs import places_ordered_by, places_taken_by

# What a person may have, as `cms/people/presence.py` asks it.
COMES, ORDERED, UNANSWERED = "bookings.comes", "bookings.ordered", "bookings.unanswered"
# The next ones; the rest stands on a page of its own.
SHOWN = 5
# Places looked at that wait for an answer or a name, so that a big group takes no more.
LOOKED_AT = 200


def hang() -> None:
    """Called once, when the app is ready."""
    register_presence(COMES, lambda user: _ahead(places_taken_by(user), at=clock.now()))
    register_presence(ORDERED, lambda user: _ahead(places_ordered_by(user), at=clock.now()))
    register_presence(UNANSWERED, lambda user: _unanswered(user, at=clock.now()))
    my_day_panels.register(my_places, order=8)
    organisation_panels.register(organisation_bookings, order=55)
    taking_part.register(sign_up_here, order=10)


@dataclass
class MyPlaces:
    """What stands on my day: offers to answer, names that are missing, and where I come next."""

    coming: Iterable[Place]
    offers: list[tuple[Booking, datetime]] = field(default_factory=list)
    nameless: dict[int, tuple[Booking, int]] = field(default_factory=dict)

    def ask_about(self, place: Place, *, at: datetime) -> None:
        """An offer, once for all its places, or one name more that is missing."""
        booking = place.booking
        if place.state == PlaceState.OFFERED and booking not in [one for one, _until in self.offers]:
            until = offer_deadline(place, at=at)
            if until > at:
                self.offers.append((booking, until))
        if place.state == PlaceState.CONFIRMED:
            number = self.nameless.get(booking.pk, (booking, 0))[1]
            self.nameless[booking.pk] = (booking, number + 1)


def my_places(request: SignedInRequest) -> SafeString | None:
    """One query for who comes somewhere, one for who has something to answer; none for who has booked nothing."""
    user, at = request.user, clock.now()
    if not (has_any(user, COMES) or has_any(user, ORDERED)):
        return None
    found = MyPlaces(_next_places(user, at=at) if has_any(user, COMES) else [])
    for place in _asked_about(user, at=at) if has_any(user, UNANSWERED) else []:
        place.booking.occurrence = place.occurrence
        found.ask_about(place, at=at)
    return SafeString(render_to_string("events/panels/my_places.html", {"found": found}, request))


def _next_places(user: User, *, at: datetime) -> QuerySet[Place]:
    return _soonest_first(_ahead(places_taken_by(user), at=at))[:SHOWN]


def _asked_about(user: User, *, at: datetime) -> QuerySet[Place]:
    return _soonest_first(_unanswered(user, at=at)).select_related("booking")[:LOOKED_AT]


def _unanswered(user: User, *, at: datetime) -> QuerySet[Place]:
    """Places they have booked that wait for an answer or a name. What is called off asks for nothing any more."""
    waits = Q(state=PlaceState.OFFERED) | Q(state=PlaceState.CONFIRMED, name="", email="")
    rows = _ahead(places_ordered_by(user), at=at).filter(waits)
    return rows.exclude(occurrence__state=OccurrenceState.CANCELLED)


def _ahead(rows: QuerySet[Place], *, at: datetime) -> QuerySet[Place]:
    return rows.filter(state__in=LIVE_STATES, occurrence__ends_at__gte=at)


def _soonest_first(rows: QuerySet[Place]) -> QuerySet[Place]:
    return rows.select_related("occurrence__series").order_by("occurrence__starts_at", "pk")


def sign_up_here(request: HttpRequest, *, face: Face) -> SafeString | None:
    """On an occurrence: the way in, and for who is signed in their own place. One query for them, none for others."""
    place = None
    if request.user.is_authenticated:
        own = places_taken_by(request.user).filter(occurrence=face.occurrence, state__in=LIVE_STATES)
        place = own.order_by("pk").first()
    if place is None and not face.takes_sign_ups:
        return None
    return SafeString(render_to_string("events/panels/sign_up.html", {"face": face, "place": place}, request))


def organisation_bookings(request: HttpRequest, *, organisation: Organisation) -> SafeString:
    """What is booked for the organisation, and what it can book a group for. Two queries."""
    at = clock.now()
    context: dict[str, Any] = {
        "organisation": organisation,
        "bookings": _of_organisation(organisation, at=at),
        "open": _open_occurrences(at=at),
    }
    return SafeString(render_to_string("events/panels/organisation_bookings.html", context, request))


def _of_organisation(organisation: Organisation, *, at: datetime) -> list[Booking]:
    live = Q(places__state__in=LIVE_STATES)
    rows = Booking.objects.filter(organisation=organisation, occurrence__ends_at__gte=at)
    counted = rows.annotate(
        live=Count("places", filter=live), nameless=Count("places", filter=live & Q(places__name="", places__email=""))
    )
    return list(
        counted.filter(live__gt=0).select_related("occurrence__series").order_by("occurrence__starts_at", "pk")[:50]
    )


def _open_occurrences(*, at: datetime) -> list[Occurrence]:
    rows = Occurrence.objects.filter(state=OccurrenceState.OPEN, series__members_only=False, starts_at__gt=at)
    begun = Q(opens_at__isnull=True) | Q(opens_at__lte=at)
    going_on = Q(closes_at__isnull=True) | Q(closes_at__gt=at)
    return list(rows.filter(begun, going_on).select_related("series").order_by("starts_at", "pk")[:SHOWN])
