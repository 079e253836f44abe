"""What calendars hang on pages of the ground floor, and on one's own bookings and tickets."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms.people.models import User
from cms.people.presence import has_any
from cms.people.requests import SignedInRequest

from ..enums import LIVE_STATES, OccurrenceState, PlaceMode, PlaceState
from ..faces import Face, Phase
from ..models import Booking, Place
from ..theirs import places_taken_by
from .domain.joining import doors_of
from .mails import way_in

# What a person may have, as `cms/people/presence.py` asks it.
DAYS = "calendars.days"


def days_of(user: User) -> QuerySet[Place]:
    return places_taken_by(user).filter(state__in=LIVE_STATES)


def calendar_link(request: SignedInRequest) -> SafeString | None:
    """On my day, last: the way to one's own calendar, for who has days to put into it. No query of its own."""
    if not has_any(request.user, DAYS):
        return None
    return SafeString(render_to_string("calendars/panels/my_day.html", {}, request))


def stands_in_calendars(place: Place) -> bool:
    """Whether there is a day to keep."""
    return place.state == PlaceState.CONFIRMED and place.occurrence.state != OccurrenceState.DRAFT


def on_occurrence(request: HttpRequest, *, face: Face) -> SafeString | None:
    """On the page of one that is to come: the day as a file, also for who only saves the date. No query."""
    if face.is_off or face.phase in {Phase.DRAFT, Phase.HELD} or not face.occurrence.is_public:
        return None
    return SafeString(render_to_string("calendars/panels/occurrence.html", {"occurrence": face.occurrence}, request))


def on_ticket(request: HttpRequest, *, place: Place) -> SafeString | None:
    """On the page of a place: the file for the calendar, and the way to one's own feed. No query; one for who takes
    part online, with the way into the meeting.

    Nobody is asked to write down a day on which nothing takes place; where it stands already, it is taken off.
    """
    if not stands_in_calendars(place) or place.occurrence.is_off:
        return None
    is_own = request.user.is_authenticated and place.user_id == request.user.pk
    context: dict[str, object] = {"place": place, "is_own": is_own, "join_url": way_in(place)}
    if place.mode == PlaceMode.ONLINE:
        context["doors"] = doors_of(place.occurrence)
    return SafeString(render_to_string("calendars/panels/place.html", context, request))


def on_booking(request: HttpRequest, *, booking: Booking) -> SafeString | None:
    """The same of who ordered, where they come themselves: the day of the others is theirs to keep. One query."""
    own = booking.places.filter(email__iexact=booking.email, state=PlaceState.CONFIRMED).exclude(email="")
    place = own.order_by("is_assistant", "pk").first()
    if place is None:
        return None
    place.occurrence = booking.occurrence
    return on_ticket(request, place=place)
