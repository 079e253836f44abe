"""What hangs on the coordinator's page of an occurrence, and on the day of who works the door."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import clock
from cms.people.panels import GROUPS
from cms.people.presence import has_any
from cms.people.requests import SignedInRequest
from events.enums import OccurrenceState
from events.models import Occurrence
from events.rules import may_work_the_door

from .models import Settlement
from .queries import conflicts_of, door_counts, doors_around, no_show_percent, participations

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


def my_doors(request: SignedInRequest) -> SafeString | None:
    """The doors of these days, for who works them. One query for those, none for others."""
    # Asked together with what all panels ask; who has no role at all need not be asked which.
    works = (request.user.is_superuser or has_any(request.user, GROUPS)) and may_work_the_door(request.user)
    occurrences = list(doors_around(clock.now())) if works else []
    if not occurrences:
        return None
    return render_to_string("door/panels/my_day.html", {"occurrences": occurrences})
