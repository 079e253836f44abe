"""What tabletops hang on pages of the ground floor."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.people.requests import SignedInRequest

from .enums import OPEN_STATES
from .models import Participant
from .presenting.addresses import run_url
from .queries import script_of_run

SHOWN = 5


def tables_under_way(request: SignedInRequest) -> SafeString | None:
    """On my day: tables one sits at whose tabletop is not finished."""
    seats = Participant.objects.filter(user=request.user, left_at=None, run__state__in=OPEN_STATES)
    rows = seats.select_related("run__release", "run__enrolment__course").defer("run__release__outline")
    found = list(rows.order_by("-run__started_at")[:SHOWN])
    if not found:
        return None
    language = get_language() or ""
    tables = [{"title": script_of_run(one.run, language).block["title"], "url": run_url(one.run)} for one in found]
    return SafeString(render_to_string("tabletop/panels/my_tables.html", {"tables": tables}, request))
