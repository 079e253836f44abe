"""What calendars hang on pages of the ground floor."""

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms.people.models import User
from cms.people.presence import has_any
from cms.people.requests import SignedInRequest

from ..enums import LIVE_STATES
from ..models import Place

# What a person may have, as `cms/people/presence.py` asks it.
DAYS = "calendars.days"


def days_of(user: User) -> QuerySet[Place]:
    return Place.objects.filter(user=user, state__in=LIVE_STATES)


def calendar_link(request: SignedInRequest) -> SafeString | None:
    """On my day, last: the way to one's own calendar, for who has days to put into it. No query of its own."""
    if not has_any(request.user, DAYS):
        return None
    return SafeString(render_to_string("calendars/panels/my_day.html", {}, request))
