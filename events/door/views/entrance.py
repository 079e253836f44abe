"""Who comes to which door."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode

from cms import clock
from cms.people.requests import SignedInRequest
from events.models import Occurrence
from events.rules import may_run_events, may_work_the_door

from ..at_the_door import doors_around


def door_for(request: SignedInRequest, uid: UUID) -> Occurrence:
    """Door staff find the doors of these days; whoever runs events finds them all. Others find nothing."""
    if not may_work_the_door(request.user):
        raise Http404
    if may_run_events(request.user):
        return get_object_or_404(Occurrence.objects.select_related("series"), uid=uid)
    return get_object_or_404(doors_around(clock.now()), uid=uid)


def occurrence_for(request: SignedInRequest, uid: UUID) -> Occurrence:
    """For what coordinators do before and afterwards."""
    if not may_run_events(request.user):
        raise Http404
    return get_object_or_404(Occurrence.objects.select_related("series"), uid=uid)


def door_address(occurrence: Occurrence, **asked: Any) -> str:
    """With what the door's page is asked: `session`, `scan`, `q`. What is empty is left out."""
    address = reverse("door", args=[occurrence.uid])
    asked = {name: value for name, value in asked.items() if value}
    return f"{address}?{urlencode(asked)}" if asked else address


def back_to_door(occurrence: Occurrence, **asked: Any) -> HttpResponseRedirect:
    return redirect(door_address(occurrence, **asked))
