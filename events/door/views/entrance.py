"""Who comes to which door."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from cms import clock
from cms.people.requests import SignedInRequest
from events.models import Occurrence
from events.rules import may_run_events, may_work_the_door

from ..queries import doors_around


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
