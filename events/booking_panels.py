"""What bookings hang on my day and on the organisation's page."""

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
from .theirs import places_around, places_taken_by

BOOKINGS = "bookings"
# The next ones; the rest stands on a page of its own.
SHOWN = 5
# Rows looked at for them, so that a big group takes no more.
LOOKED_AT = 200


def hang() -> None:
    """Called once, when the app is ready."""
    register_presence(BOOKINGS, lambda user: coming_places(user, at=clock.now()))
    my_day_panels.register(my_places, order=8)
    organisation_panels.register(organisation_bookings, order=55)
    taking_part.register(sign_up_here, order=10)


@dataclass
class MyPlaces:
    """What stands on my day: offers to answer, names that are missing, and where I come next."""

    offers: list[tuple[Booking, datetime]] = field(default_factory=list)
    nameless: dict[int, tuple[Booking, int]] = field(default_factory=dict)
    coming: list[Place] = field(default_factory=list)

    def add(self, place: Any, *, at: datetime) -> None:
        """What is called off asks for nothing any more; that it is, stands where they would have come."""
        own = place.ordered and place.occurrence.state != OccurrenceState.CANCELLED
        if own and place.state == PlaceState.OFFERED and place.booking not in [one for one, _until in self.offers]:
            until = offer_deadline(place, at=at)
            if until > at:
                self.offers.append((place.booking, until))
        if own and place.state == PlaceState.CONFIRMED and not (place.name or place.email):
            number = self.nameless.get(place.booking_id, (place.booking, 0))[1]
            self.nameless[place.booking_id] = (place.booking, number + 1)
        if place.comes and len(self.coming) < SHOWN:
            self.coming.append(place)


def coming_places(user: User, *, at: datetime) -> QuerySet[Any]:
    """Where somebody comes, or has others come."""
    return places_around(user).filter(state__in=LIVE_STATES, occurrence__ends_at__gte=at)


def _told_of(user: User, *, at: datetime) -> QuerySet[Any]:
    """The next places of somebody, and those they have booked that wait for an answer or a name."""
    rows = coming_places(user, at=at).order_by("occurrence__starts_at", "pk")
    unanswered = Q(state=PlaceState.OFFERED) | Q(state=PlaceState.CONFIRMED, name="", email="")
    next_ones = Q(pk__in=rows.filter(comes=True).values("pk")[:SHOWN])
    found = rows.filter(next_ones | Q(unanswered, ordered=True))
    return found.select_related("occurrence__series", "booking")


def my_places(request: SignedInRequest) -> SafeString | None:
    """One query, none for who has booked nothing."""
    if not has_any(request.user, BOOKINGS):
        return None
    at, found = clock.now(), MyPlaces()
    for place in _told_of(request.user, at=at)[:LOOKED_AT]:
        place.booking.occurrence = place.occurrence
        found.add(place, at=at)
    return SafeString(render_to_string("events/panels/my_places.html", {"found": found}, request))


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
