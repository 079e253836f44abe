"""What joining hangs on pages of the ground floor."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms import clock
from cms.people.models import Organisation
from cms.people.requests import SignedInRequest
from learning.enums import EnrolmentState
from learning.models import Enrolment

from .enums import RequestState
from .models import EnrolmentRequest
from .queries import anybody_asks

# How long the answer no stands on my day.
REFUSED_SHOWN = timedelta(days=14)


def courses_asked_for(request: SignedInRequest) -> SafeString | None:
    """On my day: courses one has asked to take, and answers of late that were no. One query, none (warm) on a site
    where nobody asks.
    """
    if not anybody_asks():
        return None
    takes = Enrolment.objects.filter(
        course=OuterRef("course"), learner=OuterRef("learner"), state=EnrolmentState.ACTIVE
    )
    shown = Q(state=RequestState.WAITING) | Q(state=RequestState.REFUSED, answered_at__gte=clock.now() - REFUSED_SHOWN)
    rows = EnrolmentRequest.objects.filter(shown, ~Exists(takes), learner=request.user).select_related("course")
    if not (found := list(rows)):
        return None
    return SafeString(render_to_string("joining/panels/my_requests.html", {"requests": found}, request))


def enrol_people(request: HttpRequest, *, organisation: Organisation) -> SafeString:
    """On the organisation's page: the way to enrol its people. No query."""
    return SafeString(render_to_string("joining/panels/organisation.html", {"organisation": organisation}, request))
