"""One meeting as those who lead its network look after it, and the steps they take with it: opened, moved, called off,
each with whom it touches before it is taken.
"""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from cms.people.requests import SignedInRequest
from events.consequences import consequences_of
from events.desk.refusals import KNOWN
from events.desk.steps import STEPS, Step, steps_for
from events.desk.taking import before, done_words, form_for, take, where_wrong
from events.faces import faces_of, with_place
from events.models import Occurrence, Series

from .frame import WRONG, page, planned_or_404

# That it was held is written down by itself.
LEFT_OUT = frozenset({"finish"})


@never_cache
@require_safe
@login_required
def meeting(request: SignedInRequest, key: UUID, uid: UUID) -> HttpResponse:
    series = planned_or_404(request, key)
    occurrence, at = _meeting_or_404(series, uid), clock.now()
    about: dict[str, Any] = {
        "face": faces_of([occurrence], at=at)[0],
        "here": occurrence.title,
        "touched": consequences_of(occurrence),
        "steps": [one for one in steps_for(occurrence, at=at) if one.key not in LEFT_OUT],
    }
    return page(request, "meeting", series, **about)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step(request: SignedInRequest, key: UUID, uid: UUID, what: str) -> HttpResponse:
    """The question before a step, and the step."""
    series = planned_or_404(request, key)
    occurrence, taken = _meeting_or_404(series, uid), STEPS.get(what)
    if taken is None or taken.key in LEFT_OUT:
        raise Http404
    form, at = form_for(taken, occurrence, request.POST if request.method == "POST" else None), clock.now()
    if form.is_valid() and _is_taken(request, taken, occurrence, form):
        success(request, done_words(taken, occurrence, since=at))
        return redirect("network_meeting", key=series.key, uid=occurrence.uid)
    about: dict[str, Any] = {
        "occurrence": occurrence,
        "here": taken.words,
        "form": form,
        **before(taken, occurrence, at=at),
    }
    return page(request, "step", series, status=WRONG if form.errors else 200, **about)


def _is_taken(request: SignedInRequest, taken: Step, occurrence: Occurrence, form: Any) -> bool:
    try:
        take(taken, occurrence, form, by=request.user, at=clock.now())
    except KNOWN as error:
        form.add_error(*where_wrong(form, error))
        return False
    return True


def _meeting_or_404(series: Series, uid: UUID) -> Occurrence:
    return get_object_or_404(with_place(), series=series, uid=uid)
