"""What hangs on the coordinator's page of an occurrence, on the day of who works the door, and beside tickets."""

from django.db.models import Count, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import clock
from cms.people.panels import GROUPS
from cms.people.presence import has_any
from cms.people.requests import SignedInRequest
from events.enums import OccurrenceState
from events.models import Booking, Occurrence, Place
from events.rules import may_work_the_door

from .at_the_door import conflicts_of, door_counts, doors_around
from .models import AttendeeSurvey, Settlement
from .tickets import has_ticket
from .turnouts import no_show_percent, participations

# Codes drawn on one page; the tickets of a bigger group are sheets.
CODES_SHOWN = 10
BEFORE_THE_DOOR = frozenset({OccurrenceState.DRAFT, OccurrenceState.ANNOUNCED})


def panel(request: HttpRequest, *, occurrence: Occurrence) -> SafeString | None:
    """Who is there, and afterwards who came; with the ways to the door, badges and certificates."""
    if occurrence.state in BEFORE_THE_DOOR:
        return None
    settlement = Settlement.objects.filter(occurrence=occurrence).first()
    context = {
        "occurrence": occurrence,
        "counts": door_counts(occurrence),
        "conflict_count": conflicts_of(occurrence).count(),
        "settlement": settlement,
        "no_show": no_show_percent(occurrence.series, before=clock.now()),
        "kinds": participations(Occurrence.objects.filter(pk=occurrence.pk)) if settlement else [],
    }
    return render_to_string("door/panels/occurrence.html", context)


def afterwards(request: HttpRequest, *, occurrence: Occurrence) -> SafeString | None:
    """Which surveys ask those who come, and how many have answered. Two queries."""
    if occurrence.state in BEFORE_THE_DOOR:
        return None
    planned = AttendeeSurvey.objects.filter(occurrence=occurrence)
    rows = planned.select_related("survey", "occasion").annotate(
        asked=Count("occasion__respondents"),
        answered=Count("occasion__respondents", filter=Q(occasion__respondents__answered=True)),
    )
    context = {
        "occurrence": occurrence,
        "surveys": rows,
        "is_settled": Settlement.objects.filter(occurrence=occurrence).exists(),
    }
    return render_to_string("door/panels/afterwards.html", context, request)


def my_doors(request: SignedInRequest) -> SafeString | None:
    """The doors of these days, for who works them. One query for those, none for others."""
    # Asked together with what all panels ask; who has no role at all need not be asked which.
    works = (request.user.is_superuser or has_any(request.user, GROUPS)) and may_work_the_door(request.user)
    occurrences = list(doors_around(clock.now())) if works else []
    if not occurrences:
        return None
    return render_to_string("door/panels/my_day.html", {"occurrences": occurrences})


def sheet_of_ticket(request: HttpRequest, *, place: Place) -> SafeString | None:
    """Below the code on the page of a place: the same to print. No query."""
    if not has_ticket(place):
        return None
    return render_to_string("door/panels/ticket.html", {"place": place}, request)


def tickets_of_booking(request: HttpRequest, *, booking: Booking) -> SafeString | None:
    """Everybody's tickets, for who ordered. One query."""
    found = list(booking.places.order_by("pk"))
    for place in found:
        place.occurrence = booking.occurrence
    places = [place for place in found if has_ticket(place)]
    if not places:
        return None
    context = {"places": places, "draws_codes": len(places) <= CODES_SHOWN}
    return render_to_string("door/panels/tickets.html", context, request)
