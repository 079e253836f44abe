"""What joining hangs on pages of the ground floor."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms import clock
from cms.people.models import Organisation, User
from cms.people.presence import has_any
from cms.people.requests import SignedInRequest
from cms.waiting import Queue
from learning.enums import EnrolmentState
from learning.models import Enrolment

from .enums import RequestState
from .models import EnrolmentRequest
from .queries import requests_answered_by
from .rules import sees_enrolment

# What a person may have, as `cms/people/presence.py` asks it.
ASKED = "joining.asked"
# How long the answer no stands on my day.
REFUSED_SHOWN = timedelta(days=14)


def requests_waiting(user: Any, at: datetime) -> Queue | None:
    """For the first page of the admin."""
    if not sees_enrolment(user, at=at):
        return None
    words = _("Requests that wait for an answer")
    return Queue(words, requests_answered_by(user, at=at).count(), reverse("joining_admin:enrolment"))


def requests_shown_to(user: User) -> QuerySet[EnrolmentRequest]:
    """Those that wait, and answers of late that were no."""
    takes = Enrolment.objects.filter(
        course=OuterRef("course"), learner=OuterRef("learner"), state=EnrolmentState.ACTIVE
    )
    shown = Q(state=RequestState.WAITING) | Q(state=RequestState.REFUSED, answered_at__gte=clock.now() - REFUSED_SHOWN)
    return EnrolmentRequest.objects.filter(shown, ~Exists(takes), learner=user)


def courses_asked_for(request: SignedInRequest) -> SafeString | None:
    """On my day: courses one has asked to take, and the answers. One query, none for who has asked for nothing."""
    if not has_any(request.user, ASKED):
        return None
    context = {"requests": requests_shown_to(request.user).select_related("course")}
    return SafeString(render_to_string("joining/panels/my_requests.html", context, request))


def enrol_people(request: HttpRequest, *, organisation: Organisation) -> SafeString:
    """On the organisation's page: the way to enrol its people. No query."""
    return SafeString(render_to_string("joining/panels/organisation.html", {"organisation": organisation}, request))
